import { SalesforceError } from '../SalesforceError.ts';

const advice = 'Please reference your WSDL or the describe call for the appropriate names.';

/** A query refused for what it says. */
export function malformedQuery(message: string): SalesforceError {
  return new SalesforceError(400, 'MALFORMED_QUERY', message);
}

export function noSuchColumn(soql: string, path: string, objectName: string): SalesforceError {
  return invalidField(
    soql,
    path,
    `No such column '${path.split('.').at(-1)}' on entity '${objectName}'. If you are attempting to use a custom field, ` +
      `be sure to append the '__c' after the custom field name. ${advice}`,
  );
}

export function noSuchRelationship(soql: string, path: string, relationship: string): SalesforceError {
  return invalidField(
    soql,
    path,
    `Didn't understand relationship '${relationship}' in field path. If you are attempting to use a custom relationship, ` +
      `be sure to append the '__r' after the custom relationship name. ${advice}`,
  );
}

export function noSuchChildRelationship(soql: string, relationship: string): SalesforceError {
  return new SalesforceError(
    400,
    'INVALID_TYPE',
    at(
      soql,
      relationship,
      `Didn't understand relationship '${relationship}' in FROM part of query call. If you are attempting to use a custom ` +
        `relationship, be sure to append the '__r' after the custom relationship name. ${advice}`,
    ),
  );
}

export function noSuchObject(soql: string, objectName: string): SalesforceError {
  return new SalesforceError(
    400,
    'INVALID_TYPE',
    at(
      soql,
      objectName,
      `sObject type '${objectName}' is not supported. If you are attempting to use a custom object, be sure to append ` +
        `the '__c' after the entity name. ${advice}`,
    ),
  );
}

export function invalidField(soql: string, token: string, message: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_FIELD', at(soql, token, message));
}

export function invalidFilter(soql: string, token: string, message: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_QUERY_FILTER_OPERATOR', at(soql, token, message));
}

/** The message as Salesforce lays it out: the text around the token, a caret, the position, the message. */
function at(soql: string, token: string, message: string): string {
  const escaped = token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const offset = Math.max(0, soql.search(new RegExp(`(?<![\\w.])${escaped}(?!\\w)`, 'i')));
  const before = soql.slice(0, offset);
  const row = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  const start = Math.max(0, offset - 40);
  const excerpt = soql.slice(start, offset + 40).replace(/\s/g, ' ');
  return `\n${excerpt}\n${' '.repeat(offset - start)}^\nERROR at Row:${row}:Column:${column}\n${message}`;
}
