import { ast } from 'formulon';
import { evaluateNode } from './evaluateNode.ts';
import { checkbox, date, datetime, fromField, nothing, number, text, toField } from './formulaValue.ts';
import type { FormulaNode } from 'formulon';
import type { FieldSchema, ObjectSchema } from '../../schema/ObjectSchema.ts';
import type { Database } from '../Database.ts';
import type { FieldValue, Row } from '../fieldValue.ts';
import type { FormulaValue } from './formulaValue.ts';

/** Who reads and when: what `$User`, `$Setup` and NOW() stand for. */
export interface FormulaReader {
  userId: string;
  now: Date;
}

/** Objects whose single fields the globals of the same name give. */
const globalObjects: Record<string, string> = { $organization: 'Organization', $user: 'User', $profile: 'Profile' };

/** The org's formula fields. */
export class Formulas {
  private readonly database: Database;
  private readonly organizationId: string;
  private readonly nodes = new Map<FieldSchema, FormulaNode>();

  /** @throws Error naming the field whose formula holds something that cannot be evaluated. */
  constructor(database: Database, organizationId: string) {
    this.database = database;
    this.organizationId = organizationId;
    for (const object of database.schema.objects) {
      for (const field of object.fields) {
        if (field.calculated && field.calculatedFormula !== null) this.load(object, field, field.calculatedFormula);
      }
    }
  }

  evaluate(object: ObjectSchema, field: FieldSchema, row: Row, reader: FormulaReader): FieldValue {
    const node = this.nodes.get(field);
    if (!node) throw new Error(`${object.name}.${field.name} is no formula of this org.`);
    const blanksAsZero = field.treatBlanksAsZero ?? false;
    const result = evaluateNode(node, {
      now: reader.now,
      valueOf: (identifier) => this.valueOf(identifier, object, row, reader, blanksAsZero),
    });
    return toField(field, result);
  }

  private load(object: ObjectSchema, field: FieldSchema, formula: string): void {
    try {
      const node = ast(formula.replace(/\/\*[\s\S]*?\*\//g, ' '));
      this.nodes.set(field, node);
      this.rehearse(node, object);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      throw new Error(`The formula of ${object.name}.${field.name} cannot be evaluated in the sandbox: ${problem}`, {
        cause: error,
      });
    }
  }

  /** Walks every branch with made-up values, so that an unknown field or function shows when the org is built. */
  private rehearse(node: FormulaNode, object: ObjectSchema): void {
    const valueOf = (identifier: string) => sampleOf(this.fieldBehind(identifier, object));
    const visit = (part: FormulaNode): void => {
      if (part.type === 'callExpression') part.arguments.forEach(visit);
      evaluateNode(part, { now: new Date(0), valueOf });
    };
    visit(node);
  }

  /** The field that an identifier ends at; 'permission' for `$Permission.X`. @throws Error when there is none. */
  private fieldBehind(identifier: string, object: ObjectSchema): FieldSchema | 'permission' {
    const [first = '', ...rest] = identifier.split('.');
    const global = first.toLowerCase();
    if (global === '$permission') return 'permission';
    let current: ObjectSchema | undefined = object;
    let path = [first, ...rest];
    if (first.startsWith('$')) {
      current = this.database.schema.find(globalObjects[global] ?? (global === '$setup' ? (rest[0] ?? '') : ''));
      path = global === '$setup' ? rest.slice(1) : rest;
    }
    for (const relationship of path.slice(0, -1)) {
      const reference: FieldSchema | undefined = current?.parentField(relationship);
      current = reference && this.database.schema.find(reference.referenceTo[0] ?? '');
    }
    const field = current?.field(path.at(-1) ?? '');
    if (!field) throw new Error(`there is no ${identifier} in this org`);
    return field;
  }

  private valueOf(
    identifier: string,
    object: ObjectSchema,
    row: Row,
    reader: FormulaReader,
    blanksAsZero: boolean,
  ): FormulaValue {
    const [first = '', ...rest] = identifier.split('.');
    switch (first.toLowerCase()) {
      case '$organization':
        return this.fieldAt('Organization', this.organizationId, rest, reader, blanksAsZero);
      case '$user':
        return this.fieldAt('User', reader.userId, rest, reader, blanksAsZero);
      case '$profile':
        return this.fieldAt('User', reader.userId, ['Profile', ...rest], reader, blanksAsZero);
      case '$setup':
        return this.setupValue(rest[0] ?? '', rest[1] ?? '', reader, blanksAsZero);
      case '$permission':
        return checkbox(this.holdsPermission(reader.userId, rest[0] ?? ''));
      default:
        return this.pathValue(object, row, [first, ...rest], reader, blanksAsZero);
    }
  }

  private fieldAt(
    objectName: string,
    id: string,
    path: string[],
    reader: FormulaReader,
    blanksAsZero: boolean,
  ): FormulaValue {
    const object = this.database.schema.get(objectName);
    return this.pathValue(object, this.database.table(object).get(id) ?? {}, path, reader, blanksAsZero);
  }

  private pathValue(
    object: ObjectSchema,
    row: Row,
    path: string[],
    reader: FormulaReader,
    blanksAsZero: boolean,
  ): FormulaValue {
    const [name = '', ...rest] = path;
    if (rest.length > 0) {
      const reference = object.parentField(name);
      const parent = reference && this.database.referenced(reference.referenceTo, row[reference.name]);
      return parent ? this.pathValue(parent.object, parent.row, rest, reader, blanksAsZero) : nothing;
    }
    const field = object.field(name);
    if (!field) return nothing;
    const stored = field.calculated ? this.evaluate(object, field, row, reader) : row[field.name];
    return fromField(field, stored, blanksAsZero);
  }

  /** A hierarchy setting: the user's own row, else his profile's, else the organization's; per field, as Salesforce merges them. */
  private setupValue(
    settingName: string,
    fieldName: string,
    reader: FormulaReader,
    blanksAsZero: boolean,
  ): FormulaValue {
    const setting = this.database.schema.get(settingName);
    const field = setting.field(fieldName) as FieldSchema;
    const owner = setting.field('SetupOwnerId') as FieldSchema;
    const user = this.database.table('User').get(reader.userId);
    for (const ownerId of [reader.userId, user?.ProfileId, this.organizationId]) {
      const row = this.database.table(setting).findBy(owner, [ownerId])[0];
      if (row && row[field.name] !== null && row[field.name] !== undefined)
        return fromField(field, row[field.name], blanksAsZero);
    }
    return fromField(field, null, blanksAsZero);
  }

  private holdsPermission(userId: string, permissionName: string): boolean {
    const rows = (objectName: string, fieldName: string, values: unknown[]) =>
      this.database
        .table(objectName)
        .findBy(this.database.schema.get(objectName).field(fieldName) as FieldSchema, values);
    const [permission] = rows('CustomPermission', 'DeveloperName', [permissionName]);
    const sets = rows('PermissionSetAssignment', 'AssigneeId', [userId]).map((row) => row.PermissionSetId);
    return rows('SetupEntityAccess', 'ParentId', sets).some((row) => permission && row.SetupEntityId === permission.Id);
  }
}

function sampleOf(field: FieldSchema | 'permission'): FormulaValue {
  if (field === 'permission') return checkbox(true);
  switch (field.type) {
    case 'boolean':
      return checkbox(true);
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return number(1);
    case 'date':
      return date(new Date(0));
    case 'datetime':
      return datetime(new Date(0));
    case 'picklist':
      return { dataType: 'picklist', value: field.picklistValues[0]?.value ?? 'value' };
    case 'id':
    case 'reference':
      return text('001000000000001');
    default:
      return text('0');
  }
}
