/**
 * `stated` is the content that the configuration was resolved with.
 * @throws where files hold another one by now: what was made of them would have the identity of the earlier ones
 */
export function requireUnchanged(where: string, stated: string | undefined, found: string): void {
  if (stated === undefined || stated === found) return;
  throw new Error(
    `${where}: expected what the files held when the run began, got another content; run the same command again`,
  );
}
