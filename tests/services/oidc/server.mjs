// A real provider of OpenID Connect on 127.0.0.1, with its own pages to sign in and to consent.
//
// usage: node server.mjs PORT [OPTIONS]    0 lets the system choose the port
// OPTIONS is a JSON object: `claims` overrides claims of every ID token, `alg` signs it with another algorithm
// (`none`, `HS256`), `inIdToken` puts e-mail and name into it. Each start makes a new key. Everybody may sign in by
// any name; the e-mail address of a name that begins with `new` is not verified. Ends when standard input closes.

import { createServer } from 'node:http';
import { SignJWT, UnsecuredJWT, decodeJwt, exportJWK, generateKeyPair, importJWK } from 'jose';
import { Provider } from 'oidc-provider';

const port = Number(process.argv[2] ?? 0);
const options = JSON.parse(process.argv[3] ?? '{}');
const SECRET = 'the client secret of the tests, long enough for HS256';

const { privateKey } = await generateKeyPair('RS256', { extractable: true });
const kid = `key-${process.pid}-${Date.now()}`;
const jwk = { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };

const client = (client_id, more) => ({
  client_id,
  redirect_uris: ['http://127.0.0.1:8080/auth/oidc/callback'],
  response_types: ['code'],
  grant_types: ['authorization_code'],
  ...more,
});

function account(ctx, id) {
  return {
    accountId: id,
    claims: async () => ({
      sub: id,
      email: `${id}@example.org`,
      email_verified: !id.startsWith('new'),
      name: `${id} of the tests`,
      preferred_username: id,
    }),
  };
}

// The token as somebody else would have made it, signed with the real key unless told otherwise.
async function remade(token) {
  const claims = { ...decodeJwt(token), ...options.claims };
  if (options.alg === 'none') return new UnsecuredJWT(claims).encode();
  const header = { alg: options.alg ?? 'RS256', kid };
  const key =
    header.alg === 'HS256' ? new TextEncoder().encode(SECRET) : await importJWK(jwk, 'RS256');
  return new SignJWT(claims).setProtectedHeader(header).sign(key);
}

const server = createServer();
server.listen(port, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      client('ariadne', { client_secret: SECRET }),
      client('public', { token_endpoint_auth_method: 'none' }),
      client('other', { client_secret: `other ${SECRET}` }),
    ],
    jwks: { keys: [jwk] },
    cookies: { keys: [SECRET] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    conformIdTokenClaims: !options.inIdToken,
    findAccount: account,
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path === '/token' && ctx.body?.id_token && (options.claims || options.alg)) {
      ctx.body = { ...ctx.body, id_token: await remade(ctx.body.id_token) };
    }
  });
  server.on('request', provider.callback());
  console.log(`READY ${issuer}`);
});

process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
