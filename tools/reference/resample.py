"""Writes an image of random values resized by Pillow with each of its kernels:
packages/data/test/golden/resample.json."""
import json
import random
import sys

import PIL
from PIL import Image

KERNELS = {
    'nearest': Image.NEAREST,
    'box': Image.BOX,
    'linear': Image.BILINEAR,
    'cubic': Image.BICUBIC,
    'lanczos3': Image.LANCZOS,
}
HEIGHT, WIDTH = 7, 10

random.seed(0)
values = [round(random.random(), 4) for _ in range(HEIGHT * WIDTH)]
image = Image.new('F', (WIDTH, HEIGHT))
image.putdata(values)
resized = [
    {'kernel': name, 'height': h, 'width': w, 'values': [round(v, 7) for v in image.resize((w, h), kernel).getdata()]}
    for name, kernel in KERNELS.items()
    for h, w in ((3, 4), (9, 23))
]
with open(sys.argv[1], 'w') as file:
    json.dump({'pillow': PIL.__version__, 'height': HEIGHT, 'width': WIDTH, 'values': values, 'resized': resized}, file)
    file.write('\n')
