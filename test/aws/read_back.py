"""Prints every object of a bucket as one JSON array, read and unpacked by boto3, gzip and zstandard: no code of ours.

Usage: read_back.py ENDPOINT BUCKET
"""

import gzip
import json
import sys

import boto3
import zstandard

unpack = {".gz": gzip.decompress, ".zst": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body)}


def read(client, bucket, key):
    found = client.get_object(Bucket=bucket, Key=key)
    body = found["Body"].read()
    for extension, decompress in unpack.items():
        if key.endswith(extension):
            body = decompress(body)
    return {
        "key": key,
        "text": body.decode("utf-8"),
        "contentType": found.get("ContentType"),
        "contentEncoding": found.get("ContentEncoding"),
        "storageClass": found.get("StorageClass"),
        "encryption": found.get("ServerSideEncryption"),
        "kmsKeyId": found.get("SSEKMSKeyId"),
    }


endpoint, bucket = sys.argv[1:]
client = boto3.client("s3", endpoint_url=endpoint, region_name="eu-west-1")
pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
keys = [item["Key"] for page in pages for item in page.get("Contents", [])]
json.dump([read(client, bucket, key) for key in keys], sys.stdout)
