import type { TokenSource } from './api';
import { ApiError, toProblem } from './problem';

export interface Upload {
  /** With its query: `/api/quality/regression-tests/import?runId=42`. */
  path: string;
  body: Blob;
  contentType: string;
  /** The same for every try of the same upload: it is taken once. */
  idempotencyKey: string;
  /** From 0 to 1, of what has left this machine; at 1 the API is still reading. */
  onProgress: (share: number) => void;
  signal?: AbortSignal;
}

/** Sends a file and tells how far it is: `fetch` cannot. A refusal is thrown as an ApiError. */
export type Uploader = <T>(upload: Upload) => Promise<T>;

export function createUploader(apiUrl: string, token: TokenSource): Uploader {
  return async <T>(upload: Upload) => {
    const bearer = await token();
    return new Promise<T>((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', `${apiUrl}${upload.path}`);
      request.setRequestHeader('Authorization', `Bearer ${bearer}`);
      request.setRequestHeader('Accept', 'application/json, application/problem+json');
      request.setRequestHeader('Content-Type', upload.contentType);
      request.setRequestHeader('Idempotency-Key', upload.idempotencyKey);
      request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
        if (lengthComputable && total > 0) upload.onProgress(loaded / total);
      };
      request.onload = () => {
        const answer = parsed(request.responseText);
        if (request.status >= 200 && request.status < 300) resolve(answer as T);
        else reject(new ApiError(toProblem(request.status, answer)));
      };
      // As fetch does where no answer comes back.
      request.onerror = () => reject(new TypeError('No answer came back.'));
      request.onabort = () => reject(new DOMException('Stopped', 'AbortError'));
      upload.signal?.addEventListener('abort', () => request.abort());
      request.send(upload.body);
    });
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
