// What npm botframework-connector says to the same tokens: node auth.mjs < {settings, samples:[{token, activity}]}
import { createRequire } from 'node:module';
const { BotFrameworkAuthenticationFactory, PasswordServiceClientCredentialFactory, AuthenticationConfiguration } = createRequire(import.meta.url)('botframework-connector');
let text = '';
for await (const chunk of process.stdin) text += chunk;
const { settings, samples } = JSON.parse(text);
const authentication = BotFrameworkAuthenticationFactory.create(
  '', true, settings.login, settings.scope, settings.issuer, '', settings.channelMetadata, settings.loginMetadata, '',
  new PasswordServiceClientCredentialFactory(settings.appId, settings.secret), new AuthenticationConfiguration());
const said = [];
for (const { token, activity } of samples) {
  try {
    const result = await authentication.authenticateRequest(activity, `Bearer ${token}`);
    said.push({ passes: true, authenticated: result.claimsIdentity.isAuthenticated });
  } catch (e) {
    said.push({ passes: false, why: String(e.message).slice(0, 120) });
  }
}
console.log(JSON.stringify(said));
