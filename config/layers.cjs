// Who may import whom, and why. `npm run layers` enforces it on server/; type-only imports count like any other.
// server/README.md shows the stages in the order in which data flows through them.

/** @param {string} path a regular expression for what follows `server/` */
const server = (path) => `^server/${path}`;
const packages = (names) => `(^|node_modules/)(${names})(/|$)`;

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
/** What is in `from` imports, of all that is in server/, only what is in `allowed`. */
const only = (name, comment, from, allowed) =>
  rule(name, comment, { path: server(from) }, { path: server(''), pathNot: server(`(${allowed})`) });
/** These packages are imported in these places of server/ and nowhere else in it. */
const onlyIn = (name, comment, names, places) =>
  rule(name, comment, { path: server(''), pathNot: server(`(${places})`) }, { path: packages(names) });

const LEAVES = 'settings[.]ts|errors[.]ts';
const NOUNS =
  'core/((model|contract|catalogue)|plans/(Plan|blockedReasons|changeKinds|facts)|notices/Notice|samples/SampledLink|triage/TriageAction)[.]ts';
const COMPOSITION = 'main[.]ts|composition/';

module.exports = {
  forbidden: [
    // ------------------------------------------------------------------------------------------ the pure stages
    rule(
      'core-is-pure',
      'What is judged must be replayable from data alone: no package, no Node module, no other folder. Hand it in as an argument.',
      { path: server('core/') },
      { pathNot: server('core/') },
    ),
    rule(
      'nouns-and-ids-know-no-stage',
      'Every stage speaks in these; were they to know one, each would know it.',
      { path: server('core/(ids/|[^/]+[.]ts$)') },
      { path: server('core/(claims|people|verdicts|exceptions|triage|plans)/') },
    ),
    rule(
      'claims-come-first',
      'What a system says does not depend on what is made of it.',
      { path: server('core/claims/') },
      { path: server('core/(people|verdicts|exceptions|triage|plans)/') },
    ),
    rule(
      'people-are-judged-by-links',
      'Which links stand is handed in: a rule about people that looked at claims or verdicts would judge links a second time.',
      { path: server('core/people/') },
      { path: server('core/(claims|verdicts|exceptions|triage|plans)/') },
    ),
    rule(
      'verdicts-before-remedies',
      'A verdict that knew its queue or its remedy could bend to them.',
      { path: server('core/verdicts/') },
      { path: server('core/(exceptions|triage|plans)/') },
    ),
    rule(
      'exceptions-before-plans',
      'Whether a person must look at something does not depend on how it would be repaired.',
      { path: server('core/(exceptions|triage)/') },
      { path: server('core/plans/') },
    ),
    only(
      'ingest-knows-records-and-nouns',
      'It turns a raw record into rows and keys: it neither fetches nor keeps nor judges.',
      'ingest/',
      `ingest/|core/ids/|${NOUNS}|sources/reading[.]ts`,
    ),
    rule(
      'ingest-is-pure',
      'The same record gives the same rows. Only lists may be imported: of public suffixes, of mail providers.',
      { path: server('ingest/') },
      { pathNot: ['^server/', packages('tldts|[^/]*(mail|disposable)[^/]*')] },
    ),

    // ------------------------------------------------------------------------------------------ reading and keeping
    only(
      'contract-speaks-core',
      'It turns a file into the plain type that the core judges by.',
      'contract/',
      `contract/|${NOUNS}|errors[.]ts`,
    ),
    only(
      'sources-read',
      'A source knows its API and the nouns; not the store, not the verdict, not the other API.',
      'sources/([^/]+)/',
      `sources/$1/|sources/[^/]+[.]ts|${NOUNS}|transport[./]|${LEAVES}`,
    ),
    only(
      'sources-share-only-reading',
      'What both sources share is how one reads, never what one of them reads.',
      'sources/[^/]+[.]ts',
      `sources/[^/]+[.]ts|${NOUNS}|transport[./]|${LEAVES}`,
    ),
    only(
      'store-keeps',
      'It keeps rows and returns facts; it never fetches, and it holds no rule.',
      'store/',
      `store/|${NOUNS}|ingest/rows[.]ts|(errors[.]ts|importSource[.]mjs)`,
    ),
    onlyIn(
      'only-store-speaks-sql',
      'A query elsewhere would be a rule that no migration and no test of both databases knows.',
      'pg|pg-copy-streams|pg-boss|@electric-sql/pglite',
      'store/',
    ),

    // ------------------------------------------------------------------------------------------ writing
    only(
      'writeback-obeys',
      'It carries out what was decided, and decides nothing.',
      'writeback/',
      `writeback/|${NOUNS}|store/Store[.]ts|transport[./]|${LEAVES}`,
    ),
    rule(
      'one-door-to-every-write',
      'Only the flows that may write reach writeback: explain, export and doctor cannot, by construction.',
      { path: server(''), pathNot: server(`(writeback/|flows/(audit|repair|triage|digest)[./]|${COMPOSITION})`) },
      { path: server('writeback/') },
    ),

    // ------------------------------------------------------------------------------------------ flows and surfaces
    only(
      'flows-orchestrate',
      'A flow calls the stages; it knows no client’s making, no SQL, no HTTP, no printing and no stand-in.',
      'flows/',
      'flows/|core/|ingest/|sources/([^/]+/[A-Z]|reading[.]ts)|store/Store[.]ts|writeback/|errors[.]ts',
    ),
    rule(
      'flows-never-import-each-other',
      'A flow inside a flow hides who started it. What they share is a stage, or a type in Flows.ts.',
      { path: server('flows/([^/.]+)') },
      { path: server('flows/'), pathNot: server('flows/($1|Flows)[./]') },
    ),
    only(
      'surfaces-translate',
      'A surface parses, calls a flow and prints. What it misses belongs into Flows.ts.',
      'surfaces/([^/]+)/',
      `surfaces/($1|wire)/|flows/Flows[.]ts|${NOUNS}|${LEAVES}`,
    ),

    // ------------------------------------------------------------------------------------------ stand-ins and pages
    only(
      'metadata-reads-force-app',
      'Sandbox, workbench, gates and tests share it; it may lean on none of them.',
      'metadata/',
      'metadata/',
    ),
    only(
      'sandbox-stands-alone',
      'A stand-in that shares code with the client proves only that the client agrees with itself.',
      'sandbox/',
      'sandbox/|metadata/',
    ),
    onlyIn(
      'only-transport-side-uses-api-clients',
      'The sandbox must not stand in for a library by means of that library, and nobody else speaks to the APIs.',
      'jsforce|node-zendesk',
      'transport[./]|sources/|writeback/',
    ),
    only(
      'workbench-reaches-the-sandbox-over-http',
      'The panels must run as they do in Salesforce: what they see comes over the wire.',
      'workbench/',
      'workbench/|metadata/|errors[.]ts',
    ),
    rule(
      'product-knows-no-stand-in',
      'Only the composition starts sandboxes and pages; the product would run the same without them.',
      { path: server(''), pathNot: server(`(sandbox/|workbench/|${COMPOSITION})`) },
      { path: server('(sandbox|workbench)/') },
    ),

    // ------------------------------------------------------------------------------------------ leaves and root
    only(
      'leaves-are-leaves',
      'Everybody imports them; whatever they imported, everybody would.',
      '(settings[./]|errors[.]ts)',
      `settings/|${LEAVES}`,
    ),
    only(
      'transport-is-shared',
      'HTTP with retries and budgets knows no source and no stage.',
      'transport[./]',
      `transport[./]|${LEAVES}`,
    ),
    rule(
      'nobody-imports-main',
      'Things are put together once. Who needs a thing is handed it.',
      { pathNot: server(`(${COMPOSITION})`) },
      { path: server(`(${COMPOSITION})`) },
    ),
    rule('composition-does-not-import-main', 'main.ts is where it begins.', {}, { path: server('main[.]ts') }),

    // ------------------------------------------------------------------------------------------ everywhere
    rule('no-test-in-server', 'What is installed has no tests.', { path: server('') }, { path: '^test/' }),
    rule(
      'no-development-package-in-server',
      'What is installed has no development packages.',
      { path: server('') },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    ),
    rule(
      'no-cycles',
      'Two files in a cycle are one file. Types alone may refer to each other: at run time they are not there.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
