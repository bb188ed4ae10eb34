import { readForceApp } from '../../../server/metadata/readForceApp.ts';
import type { ApexMethodMetadata, ForceApp } from '../../../server/metadata/metadataTypes.ts';

const PRIMITIVES: Readonly<Record<string, string>> = {
  blob: 'string',
  boolean: 'boolean',
  date: 'string',
  datetime: 'string',
  decimal: 'number',
  double: 'number',
  id: 'string',
  integer: 'number',
  long: 'number',
  object: 'unknown',
  string: 'string',
  void: 'void',
};

/**
 * TypeScript declarations of what panels import from the package: `@salesforce/apex/...` of its @AuraEnabled methods,
 * `@salesforce/label/...`, `@salesforce/customPermission/...`, `@salesforce/schema/...`. What is not in the package is
 * not declared, so that an import of it does not compile. Types are Apex's, or what config/lwc-types/apex.d.ts knows better.
 */
export function declarePackage(folder: string): string {
  const forceApp = readForceApp(folder);
  return [
    '// Written from force-app by `npm run build:lwc`; git ignores it.',
    ...[...forceApp.apexClasses.values()].flatMap(({ name, methods }) =>
      methods.filter(({ auraEnabled }) => auraEnabled).map((method) => declareMethod(name, method)),
    ),
    ...[...forceApp.labels.keys()].map((name) => declareValue(`label/c.${name}`, 'string')),
    ...forceApp.customPermissions.map(({ name }) => declareValue(`customPermission/${name}`, 'true | undefined')),
    ...declareSchema(forceApp),
    '',
  ].join('\n');
}

function declareMethod(className: string, method: ApexMethodMetadata): string {
  const name = `${className}.${method.name}`;
  const parameters = method.parameters.map(
    (parameter) => `readonly ${parameter.name}: ${toTypeScript(parameter.type)}`,
  );
  const given = `ApexParameters<'${name}', { ${parameters.join('; ')} }>`;
  const result = `ApexResult<'${name}', ${toTypeScript(method.returnType)}>`;
  const called = `(${parameters.length > 0 ? `callArguments: ${given}` : ''}): Promise<${result}>`;
  return [
    `declare module '@salesforce/apex/${name}' {`,
    ...(method.auraEnabled?.cacheable
      ? [`  const method: CacheableApexMethod<${given}, ${result}>;`, '  export default method;']
      : [`  export default function method${called};`]),
    '}',
  ].join('\n');
}

function declareSchema({ objects }: ForceApp): string[] {
  return [...objects.values()].flatMap((object) => [
    declareValue(`schema/${object.name}`, `{ readonly objectApiName: '${object.name}' }`),
    ...object.fields.map((field) =>
      declareValue(
        `schema/${object.name}.${field.name}`,
        `{ readonly objectApiName: '${object.name}'; readonly fieldApiName: '${field.name}' }`,
      ),
    ),
  ]);
}

function declareValue(module: string, type: string): string {
  return `declare module '@salesforce/${module}' {\n  const value: ${type};\n  export default value;\n}`;
}

/** An Apex type as JSON brings it to a panel; a class of the package is the interface of its name. */
function toTypeScript(apexType: string): string {
  const [, container, inner = ''] = /^(List|Set|Map)\s*<(.*)>$/i.exec(apexType.trim()) ?? [];
  if (container?.toLowerCase() === 'map') {
    return `{ readonly [key: string]: ${toTypeScript(inner.slice(inner.indexOf(',') + 1))} }`;
  }
  if (container !== undefined) return `readonly ${toTypeScript(inner)}[]`;
  return PRIMITIVES[apexType.trim().toLowerCase()] ?? apexType.trim();
}
