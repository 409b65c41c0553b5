/** Endings of files that hold keys. */
const KEYS = /\.(pem|key|p12|pfx|p8|jks|keystore|kdbx?|ppk|gpg|asc|ovpn|tfvars|tfstate)$/;
/** Settings of an environment. */
const ENVIRONMENTS = /^(\.env(rc)?|\.env\..*|.*\.env)$/;
/** Files in which programs look for what they sign in with. */
const PROGRAMS =
  /^([._]netrc|\.(npmrc|yarnrc(\.yml)?|pypirc|pgpass|my\.cnf|htpasswd|git-credentials|dockercfg|dockerconfigjson))$/;
/** The same, of services. */
const SERVICES = /^(\.boto|\.s3cfg|\.vault.*|kubeconfig|id_(rsa|dsa|ecdsa|ed25519).*|service[._-]?account.*\.json)$/;
/** Words that name a secret. */
const WORDS =
  /(^|[._-])(secrets?|credentials?|passwords?|passwds?|api[._-]?keys?|private[._-]?keys?|access[._-]?keys?)([._-]|$)/;
/** A word of programs, too: it counts only in the names of other files. */
const TOKENS = /(^|[._-])([a-z]*tokens?)(\.(txt|json|ya?ml|ini|toml|cfg|conf))?$/;
/** Folders of which every file counts. */
const FOLDERS = /(^|\/)\.(ssh|aws|azure|gnupg|kube|docker|gcloud|config\/gcloud)\//;
/** Examples of such files, which hold no secret. */
const EXAMPLES = /\.(example|sample|template|dist)$|\.pub$/;

const PATTERNS = [KEYS, ENVIRONMENTS, PROGRAMS, SERVICES, WORDS, TOKENS];

/** Whether a file, by its path with `/`, has one of the common names of files that hold secrets. */
export function looksSecret(path: string): boolean {
  const lower = path.toLowerCase();
  const name = lower.slice(lower.lastIndexOf('/') + 1);
  if (FOLDERS.test(lower)) return true;
  return !EXAMPLES.test(name) && PATTERNS.some((pattern) => pattern.test(name));
}
