export interface Config {
  issuer: string;
  clientId: string;
  apiUrl: string;
}

/** Reads where the API and the issuer are; the built files know neither. */
export async function loadConfig(): Promise<Config> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
  const raw: unknown = await response.json();
  const { issuer, clientId, apiUrl } = raw as Partial<Config>;
  if (!issuer || !clientId || !apiUrl) throw new Error('/config.json lacks issuer, clientId or apiUrl');
  return { issuer, clientId, apiUrl: apiUrl.replace(/\/$/, '') };
}
