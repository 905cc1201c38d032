import { expect, test } from 'vitest';
import { isRobot } from './robot.server.ts';

const asked = (agent: string): boolean => isRobot({ headers: new Headers({ 'user-agent': agent }) });

test('what reads the web by itself is a robot; a telephone is not, nor a browser inside an app', () => {
  for (const agent of [
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'WhatsApp/2.23.20.0 A',
    'TelegramBot (like TwitterBot)',
    'curl/8.5.0',
    'python-requests/2.31',
    'Mozilla/5.0 (compatible; YandexBot/3.0)',
    'Mozilla/5.0 (compatible; Baiduspider/2.0)',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36',
    'Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)',
    'Apache-HttpClient/4.5.14 (Java/17.0.9)',
    'node',
    'undici',
    'Dart/3.5 (dart:io)',
  ])
    expect([agent, asked(agent)]).toEqual([agent, true]);
  for (const agent of [
    'Mozilla/5.0 (Linux; Android 14; SM-A055F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 300.0.0',
    'Mozilla/5.0 (Linux; Android 13) [FBAN/EMA;FBLC/id_ID;FBAV/400.0]',
    'Mozilla/5.0 (Linux; Android 12; CUBOT X30) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; Android 9; Dart Mini) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36',
    '',
  ])
    expect([agent, asked(agent)]).toEqual([agent, false]);
});
