/** In which formats files of pictures are kept: a drawing as SVG, beside it a JPEG; what a camera makes in the three others. */
export type PictureFormat = 'avif' | 'webp' | 'jpeg' | 'svg';
