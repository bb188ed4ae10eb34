/** What email-providers (which ships no types) exports. */
declare module 'email-providers' {
  /** Domains at which anybody may have an address; lower case. */
  const mailProviders: readonly string[];
  export default mailProviders;
}
