/**
 * Names by which programs that read the web say that they are no person: search engines, previews of links in messages, watchers of sites.
 * Browsers inside apps (FBAN, Instagram) are people.
 */
const ROBOT =
  /(?<!cu)bot\b|headlesschrome|google-inspectiontool|crawl|spider|slurp|facebookexternalhit|meta-externalagent|^whatsapp\/|skypeuripreview|bingpreview|embedly|pingdom|uptime|lighthouse|^(?:curl|wget|python|go-http-client|java|okhttp|libwww|axios|apache-httpclient|node|undici|dart)\b/i;

/** Was it asked for by a program that says so of itself? What says nothing counts as a person. */
export const isRobot = ({ headers }: Pick<Request, 'headers'>): boolean => ROBOT.test(headers.get('user-agent') ?? '');
