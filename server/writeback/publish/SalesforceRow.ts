/** One row of one of Linkproof's own objects, on its way to Salesforce. */

export type FieldValue = string | number | boolean | null;
export type Fields = Readonly<Record<string, FieldValue>>;

export interface SalesforceRow {
  /** The value of the object's external id. */
  readonly key: string;
  /** Without the external id. */
  readonly fields: Fields;
  /** Fields that are given when the row is made: which Account it belongs to. */
  readonly fieldsOfCreation: Fields;
  /** The Account that saving the row locks; null for none. Rows of one Account travel together. */
  readonly lockedAccountId: string | null;
}

/** The object that rows belong to, and the field that tells them apart. */
export interface Target {
  readonly objectName: string;
  readonly externalIdField: string;
  /** True: Salesforce refuses the fields of creation in a change, as it does the master of a detail row. */
  readonly creationIsFixed: boolean;
  /** Fields that may differ although nothing is new: left out of the comparison with what was published last. */
  readonly ignored: readonly string[];
}
