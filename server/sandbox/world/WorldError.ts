/** A world folder that cannot be loaded. The message names the file, the line where there is one, and what was expected. */
export class WorldError extends Error {
  override readonly name = 'WorldError';
}
