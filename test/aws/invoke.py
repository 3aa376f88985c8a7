"""Invokes a function as any user of the AWS SDK for Python does, and prints what came back as JSON.

Usage: invoke.py ENDPOINT FUNCTION PAYLOAD
"""

import json
import sys

import boto3

endpoint, function, payload = sys.argv[1:]
client = boto3.client("lambda", endpoint_url=endpoint, region_name="eu-west-1")
answer = client.invoke(FunctionName=function, Payload=payload)
json.dump(
    {
        "status": answer["StatusCode"],
        "error": answer.get("FunctionError"),
        "payload": json.loads(answer["Payload"].read()),
    },
    sys.stdout,
)
