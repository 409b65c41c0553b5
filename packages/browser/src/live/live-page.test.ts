import { expect, it } from 'vitest';
import { livePage } from './live-page.js';

const page = (policy: string) =>
  `<head><meta http-equiv="Content-Security-Policy" content="${policy}" /></head><body><main></main></body>`;

it('adds its script and its own server to the policy of a file, and takes nothing away', () => {
  const { html, policy } = livePage(page("default-src 'none'; img-src data:; script-src 'sha256-abc='"));
  expect(policy).toMatch(
    /^default-src 'none'; img-src data:; script-src 'sha256-abc=' 'sha256-[\w+/]+='; connect-src 'self'$/,
  );
  expect(html).toContain(`content="${policy}"`);
  expect(html.match(/<script>/g)).toHaveLength(1);
  expect(livePage(page("default-src 'none'")).policy).toMatch(/^default-src 'none'; script-src 'sha256-/);
});

it('refuses a page without a policy', () => {
  expect(() => livePage('<html></html>')).toThrow('expected a page with its own policy');
});
