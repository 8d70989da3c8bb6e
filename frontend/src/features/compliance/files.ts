import type { EvidenceFile } from '@/api/types';
import { type Api, present } from '@/lib/api';
import { download } from '@/lib/download';
import type { Uploader } from '@/lib/upload';

/** As the API holds it. Bytes. */
export const LARGEST = 25 * 1024 * 1024;
export const MOST = 50;
export const ENDINGS = [
  'pdf',
  'png',
  'jpg',
  'jpeg',
  'zip',
  'docx',
  'xlsx',
  'pptx',
  'json',
  'xml',
  'csv',
  'md',
  'txt',
  'log',
];
export const ACCEPT = ENDINGS.map((ending) => `.${ending}`).join(',');

/** Why a file would be refused, told before it is sent; the API looks at its content as well. */
export function whyNotFile(file: { name: string; size: number }): string | undefined {
  const ending = file.name.includes('.') ? (file.name.split('.').at(-1) ?? '').toLowerCase() : '';
  if (!ENDINGS.includes(ending)) return `Files of this kind are not taken. These are: ${ENDINGS.join(', ')}.`;
  if (file.size > LARGEST) return 'It is larger than 25 MiB.';
  if (file.size === 0) return 'It is empty.';
  if (file.name.length > 200) return 'Its name has more than 200 characters.';
  return undefined;
}

/** SHA-256 in lower-case hex; undefined where the page has no crypto (an insecure address). */
async function sha256Of(file: Blob): Promise<string | undefined> {
  if (!crypto.subtle) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Sends one file with its own digest, so that what arrives is what was chosen, or nothing. */
export async function uploadFile(
  upload: Uploader,
  id: string,
  file: File,
  idempotencyKey: string,
  onProgress: (share: number) => void,
): Promise<EvidenceFile> {
  const sha256 = await sha256Of(file);
  const query = new URLSearchParams({ name: file.name, ...(sha256 ? { sha256 } : {}) });
  return upload<EvidenceFile>({
    path: `/api/compliance/evidence/${id}/files?${query}`,
    body: file,
    contentType: 'application/octet-stream',
    idempotencyKey,
    onProgress,
  });
}

export async function downloadFile(api: Api, file: EvidenceFile): Promise<void> {
  const { data } = await api.GET('/api/compliance/evidence/{id}/files/{fileId}', {
    params: { path: { id: file.evidenceId, fileId: file.id } },
    parseAs: 'blob',
  });
  download(file.name, 'application/octet-stream', present(data as Blob | undefined));
}
