import { expect, it } from 'vitest';
import { looksSecret } from './secret-names.js';

it.each([
  '.env', '.env.local', 'prod.env', '.envrc', 'a/b/.npmrc', '.netrc', '_netrc', '.pypirc', '.git-credentials', 'id_rsa', 'id_ed25519', 'id_rsa.bak', 'server.pem', 'server.KEY',
  'store.p12', 'credentials', 'credentials.json', 'client_secret_12.json', 'secrets.yaml', 'my-password.txt', 'token', 'github-token.txt', 'api_key', 'apikeys.json', '.aws/config',
  'home/.ssh/known_hosts', '.kube/config', 'service-account-prod.json', 'passwords.kdbx', 'terraform.tfstate', '.htpasswd', '.docker/config.json', 'access_key.csv',
])('%s may hold secrets', (name) => expect(looksSecret(name)).toBe(true));

it.each([
  'token-mixer.ts', 'tokens.ts', 'tokenizer.json', 'key.ts', 'keys.ts', 'environment.ts', '.env.example', '.env.sample', 'id_rsa.pub', 'experiments/secretary.yaml', 'package.json',
  'monkey.png', 'identity.ts', 'passage.md', 'src/env/path.ts',
])('%s is taken for what it is', (name) => expect(looksSecret(name)).toBe(false));
