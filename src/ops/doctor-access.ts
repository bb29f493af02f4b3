// What may be wrong with the doors, each with its fix in both languages.
import { answers } from '../../connectors/outbound.ts'
import type { Config } from '../config.ts'
import type { Finding } from './doctor.ts'

const loopback = /^(127\.|localhost$|::1$)/

/** Behind a proxy that is not named, every guess in the world seems to come from one address, and locks it for all. */
const proxies = ({ host, publicUrl, trustedProxies }: Config): readonly Finding[] => {
  if (trustedProxies.length > 0)
    return [
      {
        name: 'proxies',
        level: 'ok',
        says: { en: `trusted: ${trustedProxies.join(', ')}`, ar: `موثوقة: ${trustedProxies.join('، ')}` },
      },
    ]
  if (publicUrl === null || !loopback.test(host)) return []
  return [
    {
      name: 'SADA_TRUSTED_PROXIES',
      level: 'advice',
      says: {
        en: 'is not set, so all visitors behind the proxy count as one address',
        ar: 'غير مضبوط، فيُحسب كل الزوار خلف الخادم الوسيط عنوانًا واحدًا',
      },
      fix: {
        en: 'Name the proxy’s network: SADA_TRUSTED_PROXIES=127.0.0.1',
        ar: 'اذكر شبكة الخادم الوسيط: SADA_TRUSTED_PROXIES=127.0.0.1',
      },
    },
  ]
}

const secondFactor = ({ secondFactorRoles, identityProvider }: Config): readonly Finding[] =>
  secondFactorRoles.length > 0 || identityProvider !== null
    ? [
        {
          name: 'second factor',
          level: 'ok',
          says: {
            en: `asked of: ${secondFactorRoles.join(', ') || 'whom the identity provider asks'}`,
            ar: `مطلوب من: ${secondFactorRoles.join('، ') || 'من يطلبه مزود الهوية'}`,
          },
        },
      ]
    : [
        {
          name: 'second factor',
          level: 'advice',
          says: { en: 'no role has to have one', ar: 'لا يُطلب من أي دور' },
          fix: {
            en: 'Set SADA_REQUIRE_SECOND_FACTOR=supervisor,admin.',
            ar: 'اضبط SADA_REQUIRE_SECOND_FACTOR=supervisor,admin.',
          },
        },
      ]

/** Asked for its own description only; nobody is signed in. */
export const checkProvider = async ({ identityProvider }: Config): Promise<readonly Finding[]> => {
  if (identityProvider === null) return []
  const { issuer } = identityProvider
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const well = await answers(address, 5_000, { configured: [issuer] })
  return well
    ? [{ name: 'identity provider', level: 'ok', says: { en: `${issuer} answers`, ar: `مزود الهوية ${issuer} يجيب` } }]
    : [
        {
          name: 'identity provider',
          level: 'fault',
          says: { en: `${issuer} does not answer`, ar: `مزود الهوية ${issuer} لا يجيب` },
          fix: {
            en: `Open ${address} from this machine; correct SADA_OIDC_ISSUER.`,
            ar: `افتح ${address} من هذا الجهاز، وصحّح SADA_OIDC_ISSUER.`,
          },
        },
      ]
}

export const checkAccess = (config: Config): readonly Finding[] => [...proxies(config), ...secondFactor(config)]
