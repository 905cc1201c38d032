import mjmlBody from 'mjml-body';
import mjmlButton from 'mjml-button';
import mjmlColumn from 'mjml-column';
import mjml, { registerComponent } from 'mjml-core';
import mjmlHead from 'mjml-head';
import mjmlAttributes from 'mjml-head-attributes';
import mjmlPreview from 'mjml-head-preview';
import mjmlStyle from 'mjml-head-style';
import mjmlTitle from 'mjml-head-title';
import mjmlImage from 'mjml-image';
import mjmlRaw from 'mjml-raw';
import mjmlSection from 'mjml-section';
import mjmlText from 'mjml-text';

const PARTS = [
  ...[mjmlBody, mjmlHead, mjmlAttributes, mjmlPreview, mjmlRaw, mjmlStyle, mjmlTitle],
  ...[mjmlSection, mjmlColumn, mjmlText, mjmlImage, mjmlButton],
];
// Node and the runner of tests name what a CommonJS module gives by itself each in their way
const compile = typeof mjml === 'function' ? mjml : mjml.default;
let areKnown = false;

/**
 * HTML of a letter in MJML. Nothing is read from files or fetched: includes are left out, no settings are looked for, and only the parts that
 * letters use are known. What is no part of these is not shown.
 */
export async function compileLetter(source: string): Promise<string> {
  if (!areKnown) for (const part of PARTS) registerComponent(part);
  areKnown = true;
  const { html } = await compile(source, {
    ignoreIncludes: true,
    useMjmlConfigOptions: false,
    // the source is made by one function, which is tested; what people wrote is text in it
    validationLevel: 'skip',
    fonts: {},
    minify: false,
    beautify: false,
  });
  // lines of blanks alone are a third of it, and mail programs cut what is too long
  return html
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
