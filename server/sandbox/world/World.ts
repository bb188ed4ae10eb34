/** One line of an `.ndjson` file, exactly as it stands there: unchecked, unknown fields included. */
export type Row = Record<string, unknown>;

/** A field that an installed package adds to a Salesforce object. */
export interface PackageField {
  type: string;
  length?: number;
  label?: string;
  referenceTo?: string;
  relationshipName?: string;
}

/** Fields of installed packages, by object and field name: `salesforce/packages.json`. */
export type WorldPackages = Record<string, Record<string, PackageField>>;

/** Rows of the Zendesk side. Integers beyond 2^53 are bigints, every other number is a number. */
export interface ZendeskWorld {
  organizations: Row[];
  users: Row[];
  organization_memberships: Row[];
  tickets: Row[];
  organization_merges: Row[];
  /** Absent: the account has one default brand, named by the sandbox. */
  brands?: Row[];
  /** What runs when tickets or other records change. Listed, and never run. */
  triggers?: Row[];
  automations?: Row[];
  webhooks?: Row[];
}

/** Both systems as a world folder describes them. Sandboxes read it and never change it. */
export interface World {
  /** By object API name (`Account`). An object without a file has no entry. */
  salesforce: Map<string, Row[]>;
  packages: WorldPackages;
  zendesk: ZendeskWorld;
}
