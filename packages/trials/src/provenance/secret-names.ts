/** Endings of files that hold keys. */
const KEYS = /\.(pem|key|p12|pfx|p8|jks|keystore|kdbx?|ppk|gpg|asc|ovpn|tfvars|tfstate)$/;
/** Files in which programs look for what they sign in with. */
const KNOWN =
  /^(\.env(rc)?|\.env\..*|.*\.env|[._]netrc|\.npmrc|\.yarnrc(\.yml)?|\.pypirc|\.pgpass|\.my\.cnf|\.htpasswd|\.git-credentials|\.dockercfg|\.dockerconfigjson|\.boto|\.s3cfg|\.vault.*|kubeconfig|id_(rsa|dsa|ecdsa|ed25519).*|service[._-]?account.*\.json)$/;
/** Words that say so themselves. */
const WORDS =
  /(^|[._-])(secrets?|credentials?|passwords?|passwds?|api[._-]?keys?|private[._-]?keys?|access[._-]?keys?)([._-]|$)/;
/** A word of programs, too: only of files that are none. */
const TOKENS = /(^|[._-])([a-z]*tokens?)(\.(txt|json|ya?ml|ini|toml|cfg|conf))?$/;
/** Folders of which every file counts. */
const FOLDERS = /(^|\/)\.(ssh|aws|azure|gnupg|kube|docker|gcloud|config\/gcloud)\//;
/** What shows how such a file is written, and holds none. */
const EXAMPLES = /\.(example|sample|template|dist)$|\.pub$/;

/** Whether a file, by its path with `/`, has one of the common names of files that hold secrets. */
export function looksSecret(path: string): boolean {
  const lower = path.toLowerCase();
  const name = lower.slice(lower.lastIndexOf('/') + 1);
  if (FOLDERS.test(lower)) return true;
  return !EXAMPLES.test(name) && [KEYS, KNOWN, WORDS, TOKENS].some((pattern) => pattern.test(name));
}
