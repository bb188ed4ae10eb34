/** An object as the org describes it to the user who asks: the part that reports need. */
export interface OrgObject {
  name: string;
  label: string;
  fields: OrgField[];
  childRelationships: { relationshipName: string | null; childSObject: string; field: string }[];
}

/** Fields that the user may not read are not among an object's. */
export interface OrgField {
  name: string;
  label: string;
  /** As describe spells it: `string`, `picklist`, `reference`, ... */
  type: string;
  /** Whether a report can filter and group by it; long texts it only shows. */
  filterable: boolean;
  /** Objects that a lookup may name. */
  referenceTo: string[];
  /** Of a lookup: what the record that it names is reached by, `Account__r`. */
  relationshipName: string | null;
  picklistValues: { value: string; label: string }[];
}

/** The objects that a report type needs, by API name; undefined for what the user may not see or nobody has. */
export type FindObject = (name: string) => OrgObject | undefined;
