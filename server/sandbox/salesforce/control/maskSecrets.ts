/** Query parameters that carry a credential in either API's OAuth endpoints. */
const SECRET_PARAMETERS = /([?&](?:token|access_token|refresh_token|client_secret|assertion|password|code)=)[^&]*/gi;

/** The path as a journal may keep it: credentials in its query replaced by `***`. */
export function maskSecrets(pathWithQuery: string): string {
  return pathWithQuery.replace(SECRET_PARAMETERS, '$1***');
}
