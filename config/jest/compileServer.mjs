/** Jest's global set-up: the command lines of tests load what is compiled, and fast. */
export default async function compileServer() {
  await import('../../scripts/buildServer.mjs');
}
