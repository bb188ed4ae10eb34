import type { KnownField, PackageIndex } from './PackageIndex.ts';
import { followPath } from './PackageIndex.ts';

/** The functions that a formula may call; from Salesforce's list of formula operators and functions. */
const FUNCTIONS = new Set(
  (
    'ABS ACOS ADDMONTHS AND ASCII ASIN ATAN ATAN2 BEGINS BLANKVALUE BR CASE CASESAFEID CEILING CHR CONTAINS COS ' +
    'CURRENCYRATE DATE DATETIMEVALUE DATEVALUE DAY DAYOFYEAR DISTANCE EXP FIND FLOOR FORMATDURATION FROMUNIXTIME ' +
    'GEOLOCATION GETSESSIONID HOUR HYPERLINK IF IMAGE INCLUDES INITCAP ISBLANK ISCHANGED ISCLONE ISNEW ISNULL ' +
    'ISNUMBER ISOWEEK ISOYEAR ISPICKVAL JSENCODE LEFT LEN LINKTO LN LOG LOWER LPAD MAX MCEILING MFLOOR MID ' +
    'MILLISECOND MIN MINUTE MOD MONTH NOT NOW NULLVALUE OR PI PICKLISTCOUNT PRIORVALUE REGEX REVERSE RIGHT ROUND ' +
    'RPAD SECOND SIN SQRT SUBSTITUTE TAN TEXT TIMENOW TIMEVALUE TODAY TRIM TRUNC UNIXTIMESTAMP UPPER URLENCODE VALUE ' +
    'VLOOKUP WEEKDAY YEAR'
  ).split(' '),
);

export function isFormulaFunction(name: string): boolean {
  return FUNCTIONS.has(name.toUpperCase());
}

const CONSTANTS = new Set(['TRUE', 'FALSE', 'NULL']);

type Token = { readonly kind: 'text' | 'name' | 'other'; readonly value: string };

/** Everything in a formula that points nowhere: fields, global values, functions, picklist values. `object` is what the formula stands on. */
export function formulaProblems(formula: string, object: string, index: PackageIndex): string[] {
  const tokens = tokenize(formula);
  const problems: string[] = [];
  tokens.forEach((token, place) => {
    if (token.kind !== 'name' || CONSTANTS.has(token.value.toUpperCase())) return;
    if (tokens[place + 1]?.value === '(') {
      if (!FUNCTIONS.has(token.value.toUpperCase())) {
        problems.push(`found the function ${token.value} in the formula, expected one that Salesforce has: correct it`);
      }
      return;
    }
    const problem = token.value.startsWith('$')
      ? globalProblem(token.value, index)
      : lostField(followPath(index, object, token.value), token.value);
    if (problem) problems.push(problem);
  });
  return [...problems, ...valueProblems(tokens, object, index)];
}

function lostField(found: ReturnType<typeof followPath>, path: string): string | null {
  return 'lost' in found
    ? `found the field ${path} in the formula, but ${found.lost}: correct the name, or add the field to the package`
    : null;
}

/** `$Setup.Setting__c.Field__c`, `$Label.Name`, `$User.Field`, `$Permission.Name` and their like. */
export function globalProblem(path: string, index: PackageIndex): string | null {
  const [global, ...rest] = path.split('.');
  const first = rest[0] ?? '';
  const lost = (what: string) =>
    `found ${path}, but there is no ${what} ${rest.join('.')}: correct the name, or add what it names to the package`;
  switch (global) {
    case '$Setup': {
      const setting = index.objects.get(first);
      if (setting?.kind !== 'setting') return lost('custom setting');
      return rest.length === 2 && setting.fields.has(rest[1] ?? '') ? null : lost('field');
    }
    case '$Label':
      return index.labels.has(first) ? null : lost('custom label');
    case '$Permission':
      return index.components.get('CustomPermission')?.has(first) ? null : lost('custom permission');
    case '$User':
    case '$Profile':
    case '$UserRole':
    case '$Organization':
      return 'lost' in followPath(index, global.slice(1), rest.join('.')) ? lost('field') : null;
    case '$RecordType':
      return 'lost' in followPath(index, 'RecordType', rest.join('.')) ? lost('field') : null;
    case '$Api':
    case '$System':
      return null;
    default:
      return `found ${global}, expected a global of Salesforce's formulas: correct it`;
  }
}

/** Values that a picklist of the formula is compared with and can't hold. */
function valueProblems(tokens: readonly Token[], object: string, index: PackageIndex): string[] {
  const problems: string[] = [];
  const compare = (path: string | undefined, value: string | undefined) => {
    if (path === undefined || value === undefined) return;
    const field = followPath(index, object, path);
    if ('lost' in field || !field.values || value === '' || field.values.includes(value)) return;
    problems.push(
      `found "${value}" in the formula, which ${path} never holds, expected one of ${field.values.join(', ')}: correct it`,
    );
  };
  tokens.forEach((token, place) => {
    const at = (offset: number) => tokens[place + offset];
    if (token.kind !== 'name') return;
    const call = token.value.toUpperCase();
    const isCall = at(1)?.value === '(';
    if (isCall && call === 'ISPICKVAL' && at(2)?.kind === 'name' && at(4)?.kind === 'text') {
      compare(at(2)?.value, at(4)?.value);
    } else if (isCall && call === 'CASE') {
      const wrapped = at(2)?.value.toUpperCase() === 'TEXT';
      const field = wrapped ? at(4) : at(2);
      const next = place + (wrapped ? 6 : 3);
      if (field?.kind !== 'name' || tokens[next]?.value !== ',') return;
      for (const value of caseValues(tokens, next + 1)) compare(field.value, value);
    } else if (isCall && call === 'TEXT' && at(2)?.kind === 'name' && at(3)?.value === ')') {
      if (isComparison(at(4)) && at(5)?.kind === 'text') compare(at(2)?.value, at(5)?.value);
    } else if (!isCall && isComparison(at(1)) && at(2)?.kind === 'text') {
      compare(token.value, at(2)?.value);
    }
  });
  return problems;
}

/** The labels of CASE's branches, from the token after its first comma: text literals in every other place but the last. */
function caseValues(tokens: readonly Token[], start: number): string[] {
  const args: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(start)) {
    if (token.value === '(') depth++;
    if (token.value === ')' && depth-- === 0) break;
    if (token.value === ',' && depth === 0) args.push([]);
    else args.at(-1)?.push(token);
  }
  return args
    .filter((arg, place) => place % 2 === 0 && place < args.length - 1 && arg.length === 1)
    .flatMap(([literal]) => (literal?.kind === 'text' ? [literal.value] : []));
}

function isComparison(token: Token | undefined): boolean {
  return token !== undefined && ['=', '==', '<>', '!='].includes(token.value);
}

/**
 * What a text formula can hold, where that is a closed list: its literals, and the values of picklists that it turns to text.
 * Undefined where it reads or builds other text.
 */
export function formulaValues(formula: string, fields: ReadonlyMap<string, KnownField>): readonly string[] | undefined {
  const tokens = tokenize(formula);
  if (tokens.some(({ value }) => value === '&' || value === '+')) return undefined;
  const values = new Set<string>();
  for (const [place, token] of tokens.entries()) {
    const compared = isComparison(tokens[place - 1]) || isArgumentOf(tokens, place, ['ISPICKVAL']);
    if (token.kind === 'text' && token.value !== '' && !compared) values.add(token.value);
    if (token.kind !== 'name') continue;
    if (isText(fields.get(token.value)) && !compared && !isComparison(tokens[place + 1])) {
      if (tokens[place - 2]?.value.toUpperCase() !== 'ISBLANK') return undefined;
    }
    if (token.value.toUpperCase() !== 'TEXT' || tokens[place + 1]?.value !== '(') continue;
    if (isComparison(tokens[place + 4])) continue;
    const picklist = fields.get(tokens[place + 2]?.value ?? '')?.values;
    if (!picklist) return undefined;
    for (const value of picklist) values.add(value);
  }
  return values.size > 0 ? [...values] : undefined;
}

function isText(field: KnownField | undefined): boolean {
  return field !== undefined && ['Text', 'TextArea', 'Url', 'Email', 'Phone'].includes(field.type);
}

function isArgumentOf(tokens: readonly Token[], place: number, functions: readonly string[]): boolean {
  return tokens[place - 3]?.value === '(' && functions.includes(tokens[place - 4]?.value.toUpperCase() ?? '');
}

function tokenize(formula: string): Token[] {
  const pattern =
    /\/\*[\s\S]*?\*\/|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([$A-Za-z_][\w$]*(?:\.[A-Za-z_]\w*)*)|(<>|<=|>=|!=|==|&&|\|\||\d+(?:\.\d+)?|[^\s])/g;
  const tokens: Token[] = [];
  for (const match of formula.matchAll(pattern)) {
    const literal = match[1] ?? match[2];
    if (literal !== undefined) tokens.push({ kind: 'text', value: literal });
    else if (match[3] !== undefined) tokens.push({ kind: 'name', value: match[3] });
    else if (match[4] !== undefined) tokens.push({ kind: 'other', value: match[4] });
  }
  return tokens;
}
