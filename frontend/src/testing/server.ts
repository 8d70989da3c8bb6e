import { setupServer } from 'msw/node';

/** Each test says itself what the API answers. */
export const server = setupServer();
export const API = 'http://api.test';
