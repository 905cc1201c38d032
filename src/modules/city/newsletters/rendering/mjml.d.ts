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
/** Each of its parts is a class that is registered, and nothing else. */
declare module 'mjml-*' {
  const part: object;
  export default part;
}
