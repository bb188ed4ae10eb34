// Runs a server test file as Node runs the product: in the worker's own global scope, each module loaded once a worker.
// Jest would load every module again for every file (in a vm context, and without V8's code cache), which took more than
// half of the whole suite's time. What is lost is that isolation: a test must put back what it changes of the process,
// and a module keeps its state from one file to the next, as it does in the product.
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const CIRCUS = path.dirname(require.resolve('jest-circus/package.json'));
const ADAPTER = path.join(CIRCUS, 'build/legacy-code-todo-rewrite/jestAdapterInit.js');

let registered = false;

/** A `testRunner` of jest 29, in place of jest-circus' own: https://jestjs.io/docs/29.7/configuration#testrunner-string */
module.exports = async function runNatively(globalConfig, config, _environment, _runtime, testPath) {
  await registerTypeScript();
  const { initialize, runAndTransformResultsToJestFormat } = freshCircus();
  await initialize({
    config,
    environment: { global: globalThis },
    globalConfig,
    localRequire: require,
    parentProcess: process,
    setGlobalsForRuntime: () => undefined,
    testPath,
  });
  await import(pathToFileURL(testPath).href);
  return runAndTransformResultsToJestFormat({ config, globalConfig, testPath });
};

/** As bin/linkproof.mjs does; and lets Node map the stacks of errors: jest has just put its own mapping in, for its own transforms. */
async function registerTypeScript() {
  if (!registered) {
    const { register } = await import('tsx/esm/api');
    register();
    registered = true;
  }
  Error.prepareStackTrace = undefined;
}

/** Circus keeps the handlers of a test file's events for ever, so each file gets one of its own. */
function freshCircus() {
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(CIRCUS + path.sep)) Reflect.deleteProperty(require.cache, file);
  }
  return require(ADAPTER);
}
