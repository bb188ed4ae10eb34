import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts one of the programs beside this file as a process of its own. */
export function startChild(program: 'lockTaker' | 'ticketWriter', args: readonly string[] = []): ChildProcess {
  return fork(fileURLToPath(new URL(`${program}.ts`, import.meta.url)), args, { execArgv: ['--import', 'tsx'] });
}

/** The next message of a child; rejects when it ends instead. */
export async function nextMessage(child: ChildProcess): Promise<unknown> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([message]) => message as unknown),
      once(child, 'exit', { signal }).then(([code]) =>
        Promise.reject(new Error(`The child ended with ${String(code)}.`)),
      ),
    ]);
  } finally {
    waiting.abort();
  }
}

/** Ends a child as a crash does: without any chance to clear up. */
export async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
