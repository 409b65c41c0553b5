import { posix, relative, sep } from 'node:path';
import { LATTICE, RESERVED, ROOMS } from './lattice.mjs';

/**
 * Why the file may not import the specifier, or null where it may.
 * @param {string} file path from the workspace, with forward slashes
 * @param {string} specifier
 * @returns {string | null}
 */
function objection(file, specifier) {
  const from = packageOf(file);
  if (from === null) return null;
  const allowed = LATTICE[from];
  if (allowed === undefined)
    return `packages/${from} is not in the lattice: say in tools/workspace/lint/lattice.mjs what it may import.`;
  if (specifier.startsWith('.')) return againstPath(file, posix.join(posix.dirname(file), specifier));
  if (specifier.startsWith('@latent-paths/')) return againstPackage(from, allowed, specifier);
  return againstReserved(file, from, specifier);
}

function againstPath(file, target) {
  const [from, to] = [packageOf(file), packageOf(target)];
  if (to === null) return null;
  if (to !== from) return `${from} reaches into ${to} by path: import ${entriesOf(to)}.`;
  const rooms = ROOMS[from];
  const [own, other] = [roomOf(file), roomOf(target)];
  if (rooms === undefined || own === null || other === null || isTest(file)) return null;
  const unknown = [own, other].find((room) => !rooms.includes(room));
  if (unknown !== undefined)
    return `${from} has no room ${unknown}: say in tools/workspace/lint/lattice.mjs where it stands.`;
  return rooms.indexOf(other) <= rooms.indexOf(own)
    ? null
    : `${own} comes before ${other}: it may use ${list(rooms.slice(0, rooms.indexOf(own)))}.`;
}

function againstPackage(from, allowed, specifier) {
  const [, to, ...deep] = specifier.split('/');
  if (to === from) return `${from} imports itself by name: use a relative path.`;
  if (!allowed.includes(to)) return `${from} may import ${list(allowed)}, not ${to}.`;
  const isEntry = ROOMS[to] === undefined ? deep.length === 0 : deep.length === 1 && ROOMS[to].includes(deep[0]);
  return isEntry ? null : `import ${entriesOf(to)}: nothing else of it can be entered.`;
}

function againstReserved(file, from, specifier) {
  const row = RESERVED.find(({ module }) => module.test(specifier));
  if (row === undefined || row.only.some((place) => within(file, place))) return null;
  if (isTest(file) && row.tests.includes(from)) return null;
  return (
    `${specifier} may be imported only in ` +
    `${list(row.only)}${row.tests.length > 0 ? ` and the tests of ${list(row.tests)}` : ''}.`
  );
}

function packageOf(path) {
  return /^packages\/([^/]+)/.exec(path)?.[1] ?? null;
}

/** The room of a file below `src`; a file that lies there by itself is a room of its own. */
function roomOf(path) {
  return /^packages\/[^/]+\/src\/([^/]+?)(?:\.[a-z.]+)?(?:\/|$)/.exec(path)?.[1] ?? null;
}

function entriesOf(name) {
  return ROOMS[name] === undefined ? `@latent-paths/${name}` : `@latent-paths/${name}/{${ROOMS[name].join(',')}}`;
}

function within(file, place) {
  return file === `packages/${place}` || file.startsWith(`packages/${place}/`);
}

function isTest(file) {
  return file.endsWith('.test.ts') || /^packages\/[^/]+\/test\//.test(file);
}

function list(names) {
  return names.length === 0 ? 'none' : names.join(', ');
}

/**
 * Sees every way to import: static, `export from`, dynamic, `import()` as a type, `import x = require`, `require` and
 * `require.resolve`.
 */
export const latticeRule = {
  meta: { type: 'problem', schema: [], messages: { forbidden: '{{why}}' } },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    const check = (node) => {
      if (typeof node?.value !== 'string') return;
      const why = objection(file, node.value);
      if (why !== null) context.report({ node, messageId: 'forbidden', data: { why } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source),
      TSExternalModuleReference: (node) => check(node.expression),
      CallExpression: ({ callee, arguments: [first] }) => {
        const called = callee.type === 'MemberExpression' ? callee.object : callee;
        if (called.type === 'Identifier' && called.name === 'require') check(first);
      },
    };
  },
};
