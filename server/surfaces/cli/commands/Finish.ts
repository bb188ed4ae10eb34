import type { ExitCode } from '../exitCodes.ts';

/** How a command tells what the process is to end with. */
export type Finish = (exitCode: ExitCode) => void;
