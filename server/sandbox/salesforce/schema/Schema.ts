import { SalesforceError } from '../SalesforceError.ts';
import type { ChildRelationshipDescribe } from './describeTypes.ts';
import type { ObjectSchema } from './ObjectSchema.ts';

/** All objects of the org. */
export class Schema {
  readonly objects: ObjectSchema[];
  private readonly objectsByName: Map<string, ObjectSchema>;
  private readonly objectsByPrefix: Map<string, ObjectSchema>;

  constructor(objects: ObjectSchema[]) {
    this.objects = objects;
    this.objectsByName = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
    this.objectsByPrefix = new Map(objects.map((object) => [object.keyPrefix, object]));
    for (const object of objects) this.linkToParents(object);
  }

  find(name: string): ObjectSchema | undefined {
    return this.objectsByName.get(name.toLowerCase());
  }

  /** @throws SalesforceError NOT_FOUND, as the sObject resources answer for an object that does not exist. */
  get(name: string): ObjectSchema {
    const object = this.find(name);
    if (!object) throw new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
    return object;
  }

  ofId(id: string): ObjectSchema | undefined {
    return this.objectsByPrefix.get(id.slice(0, 3));
  }

  /** The child relationship of a parent by the name that sub-queries use: `Contacts`, `Zendesk_Links__r`. */
  childRelationship(parent: ObjectSchema, name: string): ChildRelationshipDescribe | undefined {
    const wanted = name.toLowerCase();
    return parent.childRelationships.find((relationship) => relationship.relationshipName?.toLowerCase() === wanted);
  }

  private linkToParents(child: ObjectSchema): void {
    for (const field of child.fields) {
      for (const parentName of field.referenceTo) {
        this.find(parentName)?.childRelationships.push({
          cascadeDelete: field.cascadeDelete,
          childSObject: child.name,
          deprecatedAndHidden: false,
          field: field.name,
          relationshipName: field.childRelationshipName ?? null,
          restrictedDelete: field.restrictedDelete,
        });
      }
    }
  }
}
