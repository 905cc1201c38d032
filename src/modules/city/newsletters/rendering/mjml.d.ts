/** What of MJML is used: it brings no types of its own. */
declare module 'mjml-core' {
  interface MjmlOptions {
    ignoreIncludes: boolean;
    useMjmlConfigOptions: boolean;
    validationLevel: 'skip' | 'soft' | 'strict';
    fonts: Readonly<Record<string, string>>;
    minify: boolean;
    beautify: boolean;
  }
  type Compile = (source: string, options: MjmlOptions) => Promise<{ html: string }>;
  const core: Compile | { default: Compile };
  export default core;
  export function registerComponent(part: unknown): void;
}
declare module 'mjml-body';
declare module 'mjml-button';
declare module 'mjml-column';
declare module 'mjml-head';
declare module 'mjml-head-attributes';
declare module 'mjml-head-preview';
declare module 'mjml-head-style';
declare module 'mjml-head-title';
declare module 'mjml-image';
declare module 'mjml-raw';
declare module 'mjml-section';
declare module 'mjml-text';
