// The far end of the silent sign-in: hands the answer in this frame's address to the page that opened it,
// in the form oidc-client-ts listens for. A page of its own, so that the frame does not load the whole app.
parent.postMessage({ source: 'oidc-client', url: location.href, keepOpen: false }, location.origin);
