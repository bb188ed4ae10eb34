import { readForceApp } from '../../metadata/readForceApp.ts';
import { Database } from './records/Database.ts';
import { Formulas } from './records/formulas/Formulas.ts';
import { loadRows } from './records/loadRows.ts';
import { RecordWriter } from './records/RecordWriter.ts';
import { Sequences } from './records/Sequences.ts';
import { Stamps } from './records/Stamps.ts';
import { buildSchema } from './schema/buildSchema.ts';
import { OrgEngine } from './OrgEngine.ts';
import type { Engine, EngineOptions } from './engineInterface.ts';

export type { ApiUser, Caller, Engine, EngineOptions, QueryOptions, RetrieveOptions } from './engineInterface.ts';
export { MultipleRecordsError, SalesforceError } from './SalesforceError.ts';
export type {
  ChildRelationshipDescribe,
  FieldDescribe,
  GlobalDescribe,
  ObjectDescribe,
} from './schema/describeTypes.ts';
export type { PackageField, WorldPackages } from './schema/packageField.ts';
export type { ChildQueryResult, QueryResult, SalesforceRecord } from './soql/resultTypes.ts';

/** Objects whose View All a restricted reader lacks. */
const restrictedObjects = ['Account', 'Contact', 'AccountContactRelation'];

/**
 * Builds the org from force-app, packages and rows.
 * @throws MetadataError or Error when force-app cannot be read or would not deploy, a formula cannot be evaluated, or
 * packages.json and rows name what does not exist.
 */
export function createEngine(options: EngineOptions): Engine {
  const forceApp = readForceApp(options.forceAppFolder);
  const schema = buildSchema({ forceApp, packages: options.packages ?? {}, rows: options.rows });
  const database = new Database(schema);
  const sequences = new Sequences(database);
  const { organizationId, apiUserId } = loadRows(database, sequences, {
    forceApp,
    worldRows: options.rows,
    withoutViewAll: options.restrictedReader ? restrictedObjects : [],
  });
  const org = { schema, database, organizationId, formulas: new Formulas(database, organizationId) };
  return new OrgEngine({
    org,
    apiUserId,
    writer: new RecordWriter(org, sequences, new Stamps(options.clock)),
    clock: options.clock,
    restrictedUserId: options.restrictedReader ? apiUserId : undefined,
    administratorId: options.apiUser === 'administrator' ? apiUserId : undefined,
  });
}
