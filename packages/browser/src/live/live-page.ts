import { bundleScript } from '../bundle-script.js';

/** A page as a server gives it, and the policy that goes with it. */
export interface LivePage {
  readonly html: string;
  readonly policy: string;
}

const META = /(<meta\s+http-equiv="Content-Security-Policy"\s+content=")([^"]*)(")/;
const STYLE = `<style>.live { display: flex; flex-wrap: wrap; gap: 1rem 1.6rem; margin: 1.4rem 0; font-size: 0.87rem; }
.live svg { color: var(--accent); }</style>`;

/**
 * A report's page with a script that follows the server: it draws what is training, and loads the page anew when it was
 * built. Its policy is that of the file, and lets it hear from its own server alone. @throws if it has no policy
 */
export function livePage(file: string): LivePage {
  const script = bundleScript('live');
  const [, , given] = META.exec(file) ?? [];
  if (given === undefined) throw new Error('serve: expected a page with its own policy, got none; build it again');
  const scripts = /script-src ([^;]*)/.exec(given)?.[1];
  const sources = [...(scripts === undefined ? [] : [scripts.trim()]), script.source].join(' ');
  const rest = given.replace(/;?\s*script-src [^;]*/, '');
  const policy = `${rest}; script-src ${sources}; connect-src 'self'`;
  const html = file
    .replace(META, (_, before: string, __, after: string) => `${before}${policy}${after}`)
    .replace('</body>', () => `${STYLE}<script>${script.text}</script></body>`);
  return { html, policy };
}
