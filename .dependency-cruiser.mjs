// The arrows of ARCHITECTURE.md. Types count as much as code: a layer that knows another's types knows that layer.

const OURS = '^(app|components|lib|tests)/';

/** What `folder` may import of ours, beside itself. */
function layer(folder, allowed, comment) {
  return {
    name: `${folder.replaceAll('/', '-')}-imports-downwards`,
    comment,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: { path: OURS, pathNot: [folder, ...allowed].map((path) => `^${path}/`) },
  };
}

/** What a room of lib/inbox may import of the other rooms. */
function room(folder, allowed, comment) {
  const rooms = [folder, ...allowed.map((name) => `lib/inbox/${name}`)].map((path) => `^${path}/`);
  return {
    name: `${folder.replaceAll('/', '-')}-room`,
    comment,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: { path: '^lib/inbox/', pathNot: rooms },
  };
}

function never(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

const BROWSER = '^(components|lib/client|lib/messages|lib/i18n/format)';
const PRISMA = '(node_modules/(@prisma|prisma|better-sqlite3)/|^lib/db/generated/)';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    never(
      'no-cycles',
      'Two files that need each other are one file, or one import points in the wrong direction. Type imports count.',
      {},
      { circular: true },
    ),
    never('resolves', 'An import leads somewhere.', {}, { couldNotResolve: true }),
    never(
      'tests-stay-out',
      'Nothing that ships knows of the tests.',
      { pathNot: ['^tests/', '\\.test\\.tsx?$', '^(playwright|vitest)\\.config\\.ts$'] },
      { path: '^tests/' },
    ),
    never(
      'no-tools-at-run-time',
      'What runs in production is in `dependencies`.',
      { path: '^(app|components|lib)/', pathNot: ['\\.test\\.tsx?$', '^lib/commands/'] },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),

    layer('lib/messages', [], 'The domain knows nobody.'),
    layer('lib/cm', [], "CM.com's wire format as it is: it knows nothing of us."),
    layer('lib/config', [], 'The environment, read once.'),
    layer('lib/readers', ['lib/cm', 'lib/messages'], 'The border: wire in, domain out; pure.'),
    layer('lib/samples', ['lib/cm', 'lib/messages'], 'The sample conversations are data.'),
    layer('lib/db', ['lib/messages', 'lib/config'], 'Storage knows the domain and nothing above it.'),
    layer('lib/live', ['lib/db', 'lib/messages', 'lib/config'], 'A helper of the use cases.'),
    layer('lib/media', ['lib/db', 'lib/messages', 'lib/config'], 'A helper of the use cases.'),
    layer('lib/access', ['lib/db', 'lib/messages', 'lib/config'], 'Who may do what: below the use cases that ask it.'),
    layer(
      'lib/inbox',
      ['access', 'cm', 'config', 'db', 'live', 'media', 'messages', 'readers', 'samples', 'i18n'].map(
        (name) => `lib/${name}`,
      ),
      'Use cases know no route, page or component.',
    ),
    room('lib/inbox/deliveries', [], 'What a delivery says: the ground of the other rooms.'),
    room('lib/inbox/reading', ['deliveries'], 'Lists, threads and searches write nothing.'),
    room('lib/inbox/acting', [], 'One change of a conversation each.'),
    room('lib/inbox/media', ['reading'], "Customers' files."),
    room('lib/inbox/problems', ['reading'], 'Deliveries that could not be read.'),
    room('lib/inbox/erasing', ['deliveries'], 'Removing content for good.'),
    room('lib/inbox/customers', ['deliveries', 'erasing', 'reading'], 'Which customers are one.'),
    room('lib/inbox/receiving', ['deliveries', 'erasing', 'customers'], 'From the webhook to the conversation.'),
    room('lib/inbox/reparsing', ['deliveries', 'erasing', 'customers', 'receiving'], 'Reading old deliveries again.'),
    room('lib/inbox/forwarding', ['deliveries'], 'Passing deliveries on to FORWARD_URL.'),
    room('lib/inbox/setup', ['deliveries', 'customers'], 'The installation itself.'),
    never(
      'tables-above-engine',
      'What opens, migrates and writes the database knows none of its tables.',
      { path: '^lib/db/engine/' },
      { path: '^lib/db/tables/' },
    ),
    layer('lib/i18n', [], 'Words.'),
    layer(
      'lib/client',
      ['lib/i18n', 'lib/messages'],
      'The browser meets the server over HTTP and in the domain types.',
    ),
    layer(
      'components',
      ['lib/client', 'lib/i18n', 'lib/messages'],
      'The screen knows the domain and its own client, never the server.',
    ),
    never(
      'commands-are-entries',
      'Commands start things; nothing is built upon them.',
      { path: '^(app|components|lib)/', pathNot: '^lib/commands/' },
      { path: '^lib/commands/' },
    ),
    never(
      'routes-call-use-cases',
      'A route knows the caller and calls one use case: storage, readers and wire format are behind it.',
      { path: '^app/' },
      { path: '^lib/(cm|commands|db|readers)/' },
    ),

    never(
      'prisma-only-in-db',
      'One folder knows Prisma and SQL.',
      { path: OURS, pathNot: '^(lib/(db|commands)|tests)/' },
      { path: PRISMA },
    ),
    never(
      'browser-stays-light',
      'zod, Prisma, ical.js and whatever needs Node never reach the browser.',
      { path: BROWSER, pathNot: '\\.test\\.tsx?$' },
      { path: ['node_modules/(zod|ical\\.js|pino|better-auth|better-sse|server-only|@node-rs)/', PRISMA] },
    ),
    never(
      'browser-has-no-node',
      'There is no file system in a browser.',
      { path: BROWSER, pathNot: '\\.test\\.tsx?$' },
      { dependencyTypes: ['core'] },
    ),
    never(
      'maps-in-one-place',
      'Leaflet is big and its React binding has a licence of its own (NOTICE): both stay behind one folder.',
      { path: OURS, pathNot: ['^components/map/', '^tests/'] },
      { path: 'node_modules/(leaflet|react-leaflet|@react-leaflet|world-atlas|topojson-client)/' },
    ),
    never(
      'pure-core',
      'The domain, the wire format and the border to it know no framework and no clock but what they are given.',
      { path: '^lib/(messages|cm|readers)/', pathNot: '\\.test\\.tsx?$' },
      { path: 'node_modules/(next|next-intl|react|react-dom|better-auth)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|data|node_modules/\\.cache|lib/db/generated/.*/internal)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
