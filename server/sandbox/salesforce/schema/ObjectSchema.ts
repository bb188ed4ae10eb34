import type { ChildRelationshipDescribe, FieldDescribe, ObjectDescribe, ObjectSummary } from './describeTypes.ts';

/** Who sees and edits records without permissions beyond the object's own. */
export type SharingModel = 'private' | 'read' | 'readWrite' | 'controlledByParent';

export interface FieldSchema extends FieldDescribe {
  /** Blanks of number fields inside this formula count as 0. */
  treatBlanksAsZero?: boolean;
  /** `ZL-{000000}` of an auto-number. */
  displayFormat?: string;
  /** What sub-queries call the children that this reference makes: `Contacts`, `Zendesk_Links__r`. */
  childRelationshipName?: string;
  /** What becomes of a lookup when its target is deleted; cascade and restrict are in the describe flags. */
  clearedOnDelete?: boolean;
  /** Of an address: the fields that it gathers, by their names inside it. */
  components?: Record<string, string>;
}

export interface ObjectSchemaDefinition {
  name: string;
  label: string;
  labelPlural: string;
  keyPrefix: string;
  sharing: SharingModel;
  fields: FieldSchema[];
  customSetting?: 'Hierarchy' | 'List';
  /** Records of it are messages: they can be inserted, and neither read, changed nor deleted. */
  platformEvent?: boolean;
  /** Users, permissions and their like: visible to all, no recycle bin, and not written through this sandbox. */
  setup?: boolean;
  /** The user permission without which a setup object is as if it were not there. */
  readPermission?: string;
}

/** One object of the org. Names are looked up without case, as the API does. */
export class ObjectSchema {
  readonly name: string;
  readonly label: string;
  readonly keyPrefix: string;
  readonly sharing: SharingModel;
  readonly customSetting: 'Hierarchy' | 'List' | undefined;
  readonly platformEvent: boolean;
  readonly setup: boolean;
  readonly readPermission: string | undefined;
  readonly fields: FieldSchema[];
  /** Master-detail fields, the first master first. */
  readonly masterFields: FieldSchema[];
  /** Filled by Schema once all objects are known. */
  readonly childRelationships: ChildRelationshipDescribe[] = [];
  private readonly labelPlural: string;
  private readonly fieldsByName: Map<string, FieldSchema>;
  private readonly parentFields: Map<string, FieldSchema>;

  constructor(definition: ObjectSchemaDefinition) {
    this.name = definition.name;
    this.label = definition.label;
    this.labelPlural = definition.labelPlural;
    this.keyPrefix = definition.keyPrefix;
    this.sharing = definition.sharing;
    this.customSetting = definition.customSetting;
    this.platformEvent = definition.platformEvent ?? false;
    this.setup = definition.setup ?? false;
    this.readPermission = definition.readPermission;
    this.fieldsByName = new Map();
    for (const field of definition.fields) {
      // The first wins: packages.json may declare a feature's field that the standard object has already.
      const key = field.name.toLowerCase();
      if (!this.fieldsByName.has(key)) this.fieldsByName.set(key, field);
    }
    this.fields = [...this.fieldsByName.values()];
    this.masterFields = this.fields
      .filter((field) => field.relationshipOrder !== null)
      .sort((left, right) => (left.relationshipOrder ?? 0) - (right.relationshipOrder ?? 0));
    this.parentFields = new Map(
      this.fields.flatMap((field) => (field.relationshipName ? [[field.relationshipName.toLowerCase(), field]] : [])),
    );
  }

  get custom(): boolean {
    return this.name.endsWith('__c') || this.platformEvent;
  }

  /** Whether deleted records stay in a recycle bin. */
  get hasRecycleBin(): boolean {
    return this.field('IsDeleted') !== undefined;
  }

  field(name: string): FieldSchema | undefined {
    return this.fieldsByName.get(name.toLowerCase());
  }

  /** The reference field behind a relationship name: `Account__r`, `Owner`. */
  parentField(relationshipName: string): FieldSchema | undefined {
    return this.parentFields.get(relationshipName.toLowerCase());
  }

  /** The field through which `controlledByParent` sharing is decided. */
  get sharingParentField(): FieldSchema | undefined {
    return this.masterFields[0] ?? (this.sharing === 'controlledByParent' ? this.field('AccountId') : undefined);
  }

  get nameField(): FieldSchema | undefined {
    return this.fields.find((field) => field.nameField);
  }

  summary(): ObjectSummary {
    const writable = !this.setup;
    const stored = !this.platformEvent;
    return {
      name: this.name,
      label: this.label,
      labelPlural: this.labelPlural,
      keyPrefix: this.keyPrefix,
      custom: this.custom,
      customSetting: this.customSetting !== undefined,
      createable: writable,
      updateable: writable && stored,
      deletable: writable && stored,
      undeletable: writable && this.hasRecycleBin,
      queryable: stored,
      retrieveable: stored,
      replicateable: this.hasRecycleBin,
      searchable: writable && stored && !this.customSetting,
      triggerable: writable && !this.customSetting,
      layoutable: writable && stored && !this.customSetting,
      mergeable: this.name === 'Account' || this.name === 'Contact',
      deprecatedAndHidden: false,
      feedEnabled: false,
    };
  }

  describe(): ObjectDescribe {
    return {
      ...this.summary(),
      fields: this.fields.map(withoutInternals),
      childRelationships: this.childRelationships,
      recordTypeInfos: [
        {
          available: true,
          developerName: 'Master',
          master: true,
          name: 'Master',
          recordTypeId: '012000000000000AAA',
        },
      ],
    };
  }
}

function withoutInternals(field: FieldSchema): FieldDescribe {
  const { treatBlanksAsZero, displayFormat, childRelationshipName, clearedOnDelete, components, ...describe } = field;
  return describe;
}
