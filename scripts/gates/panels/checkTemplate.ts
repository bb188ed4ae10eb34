import type { ChildNode, Expression, Literal, Root } from '@lwc/template-compiler';

/** What a class offers its template. */
export interface Members {
  readonly names: ReadonlySet<string>;
  /** Keys of the properties that are objects known before run time: `labels`. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface TemplateRules {
  /** Null: the class extends one whose members are not known here. */
  readonly members: Members | null;
  /** What may be set on a component, in the spelling of templates; undefined where there is no such component. */
  attributesOf(tag: string): ReadonlySet<string> | undefined;
  report(line: number, message: string): void;
}

type Node = Root | ChildNode;

/** What every element takes, whatever it is. */
const EVERYWHERE =
  /^(class|style|slot|key|id|title|hidden|role|tabindex|draggable|dir|lang|spellcheck|access-key|part|aria-.+|data-.+)$/;

/** Components, attributes, handlers and properties that a template names. */
export function checkTemplate(root: Root, rules: TemplateRules): void {
  checkNode(root, new Set(), rules);
}

/** `locals`: what loops and scoped slots around the node declare. */
function checkNode(node: Node, locals: ReadonlySet<string>, rules: TemplateRules): void {
  const inside = new Set([...locals, ...declaredBy(node)]);
  for (const { expression, line } of expressionsOf(node)) checkExpression(expression, line, inside, rules);
  if ('listeners' in node) {
    for (const { handler, location } of node.listeners) checkExpression(handler, location.startLine, inside, rules);
  }
  if (node.type === 'Component') checkComponent(node, rules);
  if ('children' in node) for (const child of node.children) checkNode(child, inside, rules);
  if ('else' in node && node.else) checkNode(node.else, locals, rules);
}

function declaredBy(node: Node): string[] {
  if (node.type === 'ForEach') return [node.item.name, ...(node.index ? [node.index.name] : [])];
  if (node.type === 'ForOf') return [node.iterator.name];
  if (node.type === 'ScopedSlotFragment') return [node.slotData.value.name];
  return [];
}

function expressionsOf(node: Node): { expression: Expression; line: number }[] {
  const { startLine } = node.location;
  const values: (Expression | Literal | undefined)[] = [];
  if ('condition' in node) values.push(node.condition);
  if ('expression' in node) values.push(node.expression);
  if (node.type === 'Text') values.push(node.value as Expression | Literal);
  const placed = [
    ...values.map((value) => ({ value, line: startLine })),
    ...('attributes' in node ? [...node.attributes, ...node.properties, ...node.directives] : []).map((part) => ({
      value: part.value as Expression | Literal,
      line: part.location.startLine,
    })),
  ];
  return placed.flatMap(({ value, line }) =>
    value === undefined || value.type === 'Literal' ? [] : [{ expression: value, line }],
  );
}

function checkExpression(
  expression: Expression,
  line: number,
  locals: ReadonlySet<string>,
  { members, report }: TemplateRules,
): void {
  const [first, second] = namesOf(expression);
  if (first === undefined || locals.has(first) || members === null) return;
  if (!members.names.has(first)) {
    report(line, `{${namesOf(expression).join('.')}}: the class has no ${first}; add it, or correct the name.`);
  } else if (second !== undefined && members.keys.get(first)?.has(second) === false) {
    report(line, `{${first}.${second}}: ${first} has no ${second}; add it, or correct the name.`);
  }
}

function namesOf(expression: Expression): string[] {
  if (expression.type === 'Identifier') return [expression.name];
  return [...namesOf(expression.object), expression.property.name];
}

function checkComponent(node: Extract<Node, { type: 'Component' }>, { attributesOf, report }: TemplateRules): void {
  const known = attributesOf(node.name);
  if (known === undefined) {
    return report(node.location.startLine, `<${node.name}>: neither the package nor Salesforce has such a component.`);
  }
  const named = [
    ...node.attributes.map(({ name, location }) => ({ name, location })),
    ...node.properties.map(({ attributeName, location }) => ({ name: attributeName, location })),
  ];
  for (const { name, location } of named) {
    if (known.has(name) || EVERYWHERE.test(name)) continue;
    report(location.startLine, `<${node.name}> has no attribute ${name}; it has ${[...known].sort().join(', ')}.`);
  }
}
