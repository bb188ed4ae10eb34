import { userInfo } from 'node:os';

/** Who sits at this machine, for the record. */
export function operator(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return 'operator';
  }
}
