import { createContext, useContext } from 'react';
import type { Api } from '@/lib/api';
import type { Uploader } from '@/lib/upload';
import { type Permissions, permissionsOf, type Role } from './permissions';

/** The signed-in person as the pages need them. */
export interface CurrentPerson {
  issuer: string;
  subject: string;
  name: string;
  username: string;
  roles: Role[];
  may: Permissions;
}

export interface SignedIn {
  api: Api;
  /** For files: tells how far it is. */
  upload: Uploader;
  person: CurrentPerson;
  signOut: () => void;
}

export const SignedInContext = createContext<SignedIn | null>(null);

export function useSignedIn(): SignedIn {
  const value = useContext(SignedInContext);
  if (!value) throw new Error('useSignedIn outside of a signed-in page');
  return value;
}

export const useApi = () => useSignedIn().api;
export const useUpload = () => useSignedIn().upload;
export const usePerson = () => useSignedIn().person;

export { permissionsOf };
