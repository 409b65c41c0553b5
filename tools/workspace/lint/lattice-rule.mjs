import { posix, relative, sep } from 'node:path';
import { LATTICE, RESERVED } from './lattice.mjs';

/**
 * Why the file may not import the specifier, or null where it may.
 * @param {string} file path from the workspace, with forward slashes
 * @param {string} specifier
 * @returns {string | null}
 */
export function objection(file, specifier) {
  const room = roomOf(file);
  if (room === null) return null;
  const allowed = LATTICE[room];
  if (allowed === undefined) return `packages/${room} is not in the lattice: say in tools/workspace/lint/lattice.mjs what it may import.`;

  if (specifier.startsWith('.')) {
    const target = roomOf(posix.join(posix.dirname(file), specifier));
    return target === null || target === room ? null : `${room} reaches into ${target} by path: import @latent-paths/${target}.`;
  }

  const [scope, target, ...deep] = specifier.split('/');
  if (scope === '@latent-paths') {
    if (target === room) return `${room} imports itself by name: use a relative path.`;
    if (!allowed.includes(target)) return `${room} may import ${list(allowed)}, not ${target}.`;
    return deep.length === 0 ? null : `import @latent-paths/${target}: its index.ts is the only entry.`;
  }

  const row = RESERVED.find(({ module }) => module.test(specifier));
  if (row === undefined || row.only.some((place) => within(file, place))) return null;
  if (isTest(file) && row.tests.includes(room)) return null;
  return `${specifier} may be imported only in ${list(row.only)}${row.tests.length > 0 ? ` and the tests of ${list(row.tests)}` : ''}.`;
}

function roomOf(path) {
  return /^packages\/([^/]+)/.exec(path)?.[1] ?? null;
}

function within(file, place) {
  return file === `packages/${place}` || file.startsWith(`packages/${place}/`);
}

function isTest(file) {
  return file.endsWith('.test.ts') || /^packages\/[^/]+\/test\//.test(file);
}

function list(names) {
  return names.length === 0 ? 'no other room' : names.join(', ');
}

/** Sees every way to import: static, `export from`, dynamic, `import()` as a type, `import x = require`, `require` and `require.resolve`. */
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
