import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';

// The built SPA knows no address: it reads /config.json at start. One build therefore runs anywhere,
// and whoever serves it (this preview, nginx, an ingress) decides the addresses and the headers.

export interface RuntimeConfig {
  issuer: string;
  clientId: string;
  apiUrl: string;
}

export function runtimeConfig(env: NodeJS.ProcessEnv): RuntimeConfig {
  return {
    issuer: env.TF_ISSUER ?? 'http://localhost:8180/realms/trust-fabric',
    clientId: env.TF_CLIENT_ID ?? 'trust-fabric-web',
    apiUrl: env.TF_API_URL ?? 'http://localhost:8080',
  };
}

export function contentSecurityPolicy(config: RuntimeConfig): string {
  const issuer = new URL(config.issuer).origin;
  const api = new URL(config.apiUrl).origin;
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${[...new Set([api, issuer])].join(' ')}`,
    // The silent sign-in frame goes to the issuer and comes back to us.
    `frame-src 'self' ${issuer}`,
    "frame-ancestors 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

export function securityHeaders(config: RuntimeConfig): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(config),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'SAMEORIGIN',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  };
}

function cacheControl(path: string): string {
  // Hashed names never change their content; everything else must be asked for again.
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

function serveConfig(config: RuntimeConfig) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path !== '/config.json') return next();
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('Cache-Control', 'no-store');
    response.end(JSON.stringify(config));
  };
}

export function runtime(env: NodeJS.ProcessEnv = process.env): Plugin {
  const config = runtimeConfig(env);
  return {
    name: 'trust-fabric-runtime',
    // The dev server injects inline scripts for hot reload, so only the preview carries the strict headers.
    configureServer(server) {
      server.middlewares.use(serveConfig(config));
    },
    configurePreviewServer(server) {
      const headers = securityHeaders(config);
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '/').split('?')[0] ?? '/';
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        const wanted = cacheControl(path);
        response.setHeader('Cache-Control', wanted);
        // The static handler behind us writes its own Cache-Control with writeHead: ours wins.
        const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
        response.writeHead = ((status: number, ...rest: unknown[]) => {
          const own = rest.at(-1);
          if (own && typeof own === 'object' && !Array.isArray(own)) {
            for (const name of Object.keys(own)) {
              if (name.toLowerCase() === 'cache-control') delete (own as Record<string, unknown>)[name];
            }
          }
          return writeHead(status, ...rest);
        }) as typeof response.writeHead;
        next();
      });
      server.middlewares.use(serveConfig(config));
    },
  };
}
