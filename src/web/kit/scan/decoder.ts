// Runs beside the page, so that the camera's picture does not stand still while it is read. The browser's own reader where it has one.
import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

const FORMATS = ['qr_code', 'code_128', 'code_39', 'ean_13', 'ean_8', 'upc_a', 'itf', 'codabar'] as const;

// ours, not that of a content network
prepareZXingModule({ overrides: { locateFile: (file: string) => (file.endsWith('.wasm') ? wasm : file) } });
const detector = new BarcodeDetector({ formats: [...FORMATS] });

addEventListener('message', ({ data }: MessageEvent<ImageBitmap>) => {
  void detector
    .detect(data)
    .then(
      ([found]) => found?.rawValue ?? null,
      () => null,
    )
    .then((text) => {
      data.close();
      postMessage(text);
    });
});
