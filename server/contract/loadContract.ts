import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { Contract } from '../core/contract.ts';
import { ContractError } from '../errors.ts';
import { contractSchema, type ContractText } from './contractSchema.ts';

/** Reads and validates a contract file. ContractError names the file, the line, what was found and what was expected. */
export async function loadContract(path: string): Promise<Contract> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ContractError(
      `The contract ${path} cannot be read. Expected a YAML file; set LINKPROOF_CONTRACT to where it is.`,
      { cause },
    );
  });
  return parseContract(text, path);
}

/** The contract that a text describes; `path` is for messages only. */
export function parseContract(text: string, path: string): Contract {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const broken = document.errors[0];
  if (broken !== undefined) {
    throw new ContractError(
      `${path}:${String(lines.linePos(broken.pos[0]).line)}: this is not YAML: ${broken.message}`,
    );
  }
  const parsed = contractSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) => {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [null];
      return keys.map((key) => {
        const at = key === null ? issue.path : [...issue.path, key];
        return `${path}:${String(lineOf(document, lines, at))}: ${describe(at, issue.code, issue.message, document)}`;
      });
    });
    throw new ContractError(problems.join('\n'), { cause: parsed.error });
  }
  return toContract(parsed.data, text);
}

type Path = readonly PropertyKey[];

function describe(at: Path, code: string, message: string, document: Document): string {
  const name = at.map(String).join('.') || 'the contract';
  if (code === 'unrecognized_keys') return `“${name}” is not a field of the contract. Remove it or correct its name.`;
  const value: unknown = document.getIn(at as unknown[], false);
  const found = value === undefined ? 'nothing' : JSON.stringify(value);
  return `“${name}” is ${found}. ${message}`;
}

/** The line of the value, or of the nearest parent that is there at all. */
function lineOf(document: Document, lines: LineCounter, at: Path): number {
  for (let length = at.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(at.slice(0, length) as unknown[], true);
    const range = (node as { range?: readonly number[] } | undefined)?.range;
    if (range?.[0] !== undefined) return lines.linePos(range[0]).line;
  }
  return 1;
}

function toContract(text: ContractText, source: string): Contract {
  return {
    version: createHash('sha256').update(source).digest('hex').slice(0, 16),
    instance: text.instance,
    scope: text.scope,
    key: text.key,
    rungs: text.rungs.map(({ name, accountField }) => ({ name, accountField: accountField ?? null })),
    hierarchy: text.hierarchy,
    features: text.features,
    thresholds: text.thresholds,
    ownDomains: text.ownDomains,
    mirroredFields: text.mirroredFields,
    budget: text.budget,
    schedule: text.schedule,
    repair: text.repair,
    exceptions: text.exceptions,
    notices: text.notices,
  };
}
