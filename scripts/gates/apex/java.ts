import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const OLDEST = 17;

/** Little to run, much to load: compiling well, and collecting garbage on several threads, would cost more than it saves. */
export const JAVA_OPTIONS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto'];

let found: string | null | undefined;

/** The `java` of JAVA_HOME, else of the PATH, if it is 17 or newer; null when there is none. */
export function findJava(): string | null {
  found ??= candidates().find((java) => versionOf(java) >= OLDEST) ?? null;
  return found;
}

/** Where the engines of @salesforce/code-analyzer-pmd-engine keep their jars: apex-ls, platform types, PMD. */
export function javaLibraries(): string {
  const engine = createRequire(import.meta.url).resolve('@salesforce/code-analyzer-pmd-engine');
  return path.join(path.dirname(engine), 'java-lib', '*');
}

/** Runs a main class of those jars. What it prints; its exit code says no more than that it found something. */
export async function runJava(mainClass: string, args: readonly string[]): Promise<string> {
  const java = findJava();
  if (java === null) throw new JavaMissing();
  try {
    const command = [...JAVA_OPTIONS, '-cp', javaLibraries(), mainClass, ...args];
    return (await promisify(execFile)(java, command, { maxBuffer: 1 << 26 })).stdout;
  } catch (error) {
    const { stdout, stderr, code } = error as { stdout?: string; stderr?: string; code?: unknown };
    if (typeof code === 'number' && stdout) return stdout;
    throw new Error(`${mainClass} did not run: ${stderr || String(error)}`, { cause: error });
  }
}

/** Gates that need Java are not passed over in silence. */
export class JavaMissing extends Error {
  constructor() {
    super(`no Java ${OLDEST} or newer in JAVA_HOME or the PATH; install one (Debian: openjdk-17-jre-headless).`);
    this.name = 'JavaMissing';
  }
}

function candidates(): string[] {
  const home = process.env.JAVA_HOME;
  const ofHome = home === undefined ? [] : [path.join(home, 'bin', 'java')];
  return [...ofHome.filter((java) => existsSync(java)), 'java'];
}

/** 17 of `openjdk version "17.0.15"`, 8 of `"1.8.0"`; 0 where there is nothing to run. */
function versionOf(java: string): number {
  const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(stderr ?? '') ?? [];
  return Number(first === '1' ? second : (first ?? 0));
}
