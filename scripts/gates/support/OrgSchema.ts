import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import JSZip from 'jszip';
import { readObjects } from '../../../server/metadata/readObjects.ts';
import type { FieldMetadata, ObjectMetadata } from '../../../server/metadata/metadataTypes.ts';
import { readClassFile } from './readClassFile.ts';

/** An object with everything that SOQL and formulas may name on it; keys are lower case. */
export interface SchemaObject {
  readonly name: string;
  readonly fields: ReadonlyMap<string, SchemaField>;
  /** Parents by relationship name: the object, or null where it may be any of several. */
  readonly parents: ReadonlyMap<string, string | null>;
  /** Objects of child relationships by name. */
  readonly children: ReadonlyMap<string, string>;
}

export interface SchemaField {
  readonly name: string;
  /** Metadata type of a field of the package; Apex type of a standard one (`String`, `Datetime`, `Id`). */
  readonly type: string;
  /** Fields of the package only. */
  readonly metadata?: FieldMetadata;
}

const ID: SchemaField = { name: 'Id', type: 'Id' };
const STAMPS: readonly SchemaField[] = [
  ID,
  { name: 'CreatedById', type: 'Id' },
  { name: 'CreatedDate', type: 'Datetime' },
  { name: 'LastModifiedById', type: 'Id' },
  { name: 'LastModifiedDate', type: 'Datetime' },
  { name: 'SystemModstamp', type: 'Datetime' },
  { name: 'IsDeleted', type: 'Boolean' },
];
const NAMED: readonly SchemaField[] = [
  { name: 'Name', type: 'String' },
  { name: 'LastViewedDate', type: 'Datetime' },
  { name: 'LastReferencedDate', type: 'Datetime' },
];
const EVENT: readonly SchemaField[] = [
  { name: 'ReplayId', type: 'String' },
  { name: 'EventUuid', type: 'String' },
  { name: 'CreatedById', type: 'Id' },
  { name: 'CreatedDate', type: 'Datetime' },
];

/**
 * What an org has once the package is deployed: the package's objects, and Salesforce's standard ones from the compiled
 * types that apex-ls ships (4,500 of them, read as they are asked for; no Java needed).
 */
export class OrgSchema {
  /** Of the package: custom objects, and standard ones with the package's fields. */
  readonly packageObjects: ReadonlyMap<string, ObjectMetadata>;
  private readonly standardTypes: JSZip;
  private readonly known = new Map<string, Promise<SchemaObject | undefined>>();

  private constructor(packageObjects: Map<string, ObjectMetadata>, standardTypes: JSZip) {
    this.packageObjects = packageObjects;
    this.standardTypes = standardTypes;
  }

  static async read(forceApp: string): Promise<OrgSchema> {
    const engine = createRequire(import.meta.url).resolve('@salesforce/code-analyzer-pmd-engine');
    const jar = path.join(path.dirname(engine), 'java-lib', 'sobject-types-65.0.0.jar');
    return new OrgSchema(readObjects(forceApp), await JSZip.loadAsync(readFileSync(jar)));
  }

  /** By API name, in any case; undefined where neither the package nor Salesforce has it. */
  object(name: string): Promise<SchemaObject | undefined> {
    const key = name.toLowerCase();
    const object = this.known.get(key) ?? this.describe(name);
    this.known.set(key, object);
    return object;
  }

  private async describe(name: string): Promise<SchemaObject | undefined> {
    const own = [...this.packageObjects.values()].find((object) => object.name.toLowerCase() === name.toLowerCase());
    const isCustom = own !== undefined && /__[ce]$/.test(own.name);
    const standard = isCustom ? customObject(own) : await this.standardObject(name);
    if (standard === undefined) return undefined;
    const fields = new Map(standard.fields);
    const parents = new Map(standard.parents);
    const children = new Map(standard.children);
    for (const field of own?.fields ?? []) {
      fields.set(field.name.toLowerCase(), { name: field.name, type: field.type, metadata: field });
      if (field.reference) parents.set(field.name.toLowerCase().replace(/__c$/, '__r'), field.reference.to);
    }
    for (const child of this.packageObjects.values()) {
      for (const { reference } of child.fields) {
        if (reference?.relationshipName && reference.to === standard.name) {
          children.set(`${reference.relationshipName.toLowerCase()}__r`, child.name);
        }
      }
    }
    return { name: standard.name, fields, parents, children };
  }

  private async standardObject(name: string): Promise<SchemaObject | undefined> {
    const folder = 'com/nawforce/runforce/SObjects/';
    const pattern = new RegExp(`^${folder}${name.replace(/\W/g, '')}\\.class$`, 'i');
    const [entry] = this.standardTypes.file(pattern);
    if (entry === undefined) return undefined;
    const fields = new Map<string, SchemaField>();
    const parents = new Map<string, string | null>();
    const children = new Map<string, string>();
    for (const field of readClassFile(await entry.async('nodebuffer'))) {
      const [, many, place, type] = /^(\[?)L(?:.*\/)?(\w+)\/(\w+)\$?;$/.exec(field.descriptor) ?? [];
      const key = field.name.toLowerCase();
      if (type === undefined || place === 'Internal') continue;
      if (many) children.set(key, type);
      else if (place === 'SObjects') parents.set(key, type === 'Name' ? null : type);
      else if (type === 'SObject') parents.set(key, null);
      else fields.set(key, { name: field.name, type });
    }
    return { name: path.basename(entry.name, '.class'), fields, parents, children };
  }
}

function customObject(object: ObjectMetadata): SchemaObject {
  const isDetail = object.fields.some((field) => field.type === 'MasterDetail');
  const isSetting = object.customSettingsType !== undefined;
  const owned: SchemaField[] = isDetail || isSetting ? [] : [{ name: 'OwnerId', type: 'Id' }];
  const setup: SchemaField[] = isSetting ? [{ name: 'SetupOwnerId', type: 'Id' }] : [];
  const fields = object.name.endsWith('__e') ? EVENT : [...STAMPS, ...NAMED, ...owned, ...setup];
  const users = fields.some(({ name }) => name === 'OwnerId') ? [['owner', null] as const] : [];
  return {
    name: object.name,
    fields: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
    parents: new Map<string, string | null>([...users, ['createdby', 'User'], ['lastmodifiedby', 'User']]),
    children: new Map(),
  };
}
