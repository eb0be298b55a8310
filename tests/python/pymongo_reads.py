"""Logs in to the MongoDB test server with pymongo and reads, so that a misunderstanding shared by
the server and the Rust driver shows.

The connection strings come as JSON on standard input: {"login": host:port of a server with the
sample shop and its accounts, "old": host:port of a server older than pymongo supports, "tls":
host:port of a TLS server, "ca": the file of its CA}. Exits with 0 when every check has passed.
"""

import datetime
import json
import sys

import bson
import pymongo
from pymongo import errors

SELECTION_MS = 20_000


def connect(host, **options):
    options.setdefault("serverSelectionTimeoutMS", SELECTION_MS)
    return pymongo.MongoClient(f"mongodb://{host}", **options)


def login(host, user, password=None, mechanism=None):
    options = {"username": user, "password": password or f"{user}-secret", "authSource": "admin"}
    if mechanism:
        options["authMechanism"] = mechanism
    return connect(host, **options)


def equal(got, expected, what):
    if got != expected:
        raise AssertionError(f"{what}: expected {expected!r}, got {got!r}")


def refused(action, code, what):
    try:
        result = action()
    except errors.OperationFailure as error:
        equal(error.code, code, what)
        return error
    raise AssertionError(f"{what}: expected code {code}, got the result {result!r}")


def check_logins(host):
    for user, mechanism in [
        ("reader", "SCRAM-SHA-256"),
        ("reader", "SCRAM-SHA-1"),
        ("reader", None),
        ("reader1", None),
        ("reader256", None),
    ]:
        with login(host, user, mechanism=mechanism) as client:
            order = client.shop.orders.find_one({"_id": 1})
            equal(order["number"], 1, f"the first order for {user} by {mechanism}")
            status = client.admin.command("connectionStatus")
            users = status["authInfo"]["authenticatedUsers"]
            equal(users, [{"user": user, "db": "admin"}], "who is logged in")


def check_refusals(host):
    for mechanism in ["SCRAM-SHA-256", "SCRAM-SHA-1", None]:
        with login(host, "reader", "wrong", mechanism) as client:
            refused(lambda: client.shop.orders.find_one(), 18, f"a wrong password by {mechanism}")
    with login(host, "nosuch") as client:
        refused(lambda: client.shop.orders.find_one(), 18, "an unknown name")
    with login(host, "reader1", mechanism="SCRAM-SHA-256") as client:
        refused(lambda: client.shop.orders.find_one(), 334, "a mechanism without credentials")
    with login(host, "nobody") as client:
        error = refused(lambda: client.shop.orders.find_one(), 13, "a read without privilege")
        text = "not authorized on shop to execute command { find: \"orders\""
        if text not in str(error):
            raise AssertionError(f"the refusal reads {error}")
        refused(lambda: client.shop.list_collection_names(), 13, "a listing without privilege")
        equal(client.list_database_names(), [], "the databases that nobody sees")
    with login(host, "clerk") as client:
        equal(client.shop.orders.find_one({"_id": 2})["number"], 2, "the clerk's order")
        equal(
            client.shop.list_collection_names(authorizedCollections=True),
            ["orders"],
            "the collections that the clerk sees",
        )
        refused(lambda: client.shop.events.find_one(), 13, "a collection next to the clerk's")
    with connect(host) as client:
        equal(client.admin.command("ping")["ok"], 1.0, "a ping without a login")
        refused(lambda: client.shop.orders.find_one(), 13, "a read without a login")


def check_reads(host):
    with login(host, "reader") as client:
        shop = client.shop
        equal(len(list(shop.orders.find({}, batch_size=60))), 250, "all orders over several batches")
        equal(shop.orders.count_documents({"status": "open"}), 125, "the open orders")
        equal(shop.orders.estimated_document_count(), 250, "the estimated count")
        sample = list(shop.orders.aggregate([{"$sample": {"size": 20}}]))
        equal(len({order["_id"] for order in sample}), 20, "the size of a sample")

        view = list(shop.open_orders.find({}, limit=3, sort=[("_id", -1)]))
        equal([order["_id"] for order in view], [250, 248, 246], "the last open orders")
        equal("status" in view[0], False, "a field that the view drops")
        view_sample = list(shop.open_orders.aggregate([{"$sample": {"size": 1000}}]))
        equal(len(view_sample), 125, "a sample of the whole view")

        listed = {entry["name"]: entry for entry in shop.list_collections()}
        equal(listed["open_orders"]["type"], "view", "the kind of the view")
        equal(listed["open_orders"]["options"]["viewOn"], "orders", "what the view stands on")
        equal(listed["metrics"]["type"], "timeseries", "the kind of the time series")
        series = listed["metrics"]["options"]["timeseries"]
        equal((series["timeField"], series["metaField"]), ("at", "sensor"), "its fields")
        equal(listed["events"]["options"]["capped"], True, "the capped collection")
        schema = listed["orders"]["options"]["validator"]["$jsonSchema"]
        equal(schema["required"], ["number", "status"], "the validator")
        equal(shop.list_collection_names(filter={"type": "view"}), ["open_orders"], "the views")

        indexes = shop.orders.index_information()
        equal(indexes["number_1"]["unique"], True, "the unique index")
        equal(indexes["status_1_number_-1"]["key"], [("status", 1), ("number", -1)], "the compound index")
        refused(lambda: list(shop.open_orders.list_indexes()), 166, "the indexes of a view")

        kinds = shop.kinds.find_one()
        equal(type(kinds["long"]), bson.Int64, "a long")
        equal(type(kinds["decimal"]), bson.Decimal128, "a decimal")
        equal(kinds["date"], datetime.datetime(2024, 1, 1), "a date")
        equal(kinds["timestamp"], bson.Timestamp(1, 2), "a timestamp")
        equal(type(kinds["minKey"]), bson.MinKey, "the smallest key")
        equal(type(kinds["javascript"]), bson.Code, "a script")
        equal(kinds["regex"], bson.Regex("^a", "i"), "a regular expression")
        equal(kinds["object"], {"dotted.key": 1, "$dollar": 2}, "odd keys")
        refused(lambda: shop.orders.insert_one({}), 13, "a write by a reader")


def check_writes(host):
    with login(host, "loader") as client:
        loaded = client.shop.loaded
        loaded.insert_many([{"_id": number, "even": number % 2 == 0} for number in range(500)])
        equal(loaded.count_documents({"even": True}), 250, "what was loaded")
        equal(loaded.create_index([("even", 1)], sparse=True), "even_1", "the new index's name")
        loaded.drop()
        equal(loaded.find_one(), None, "a collection that was dropped")


def check_old(host):
    with connect(host, serverSelectionTimeoutMS=500) as client:
        try:
            client.admin.command("ping")
        except errors.ConfigurationError as error:
            if "reports wire version 8" not in str(error):
                raise AssertionError(f"the refusal of an old server reads {error}") from error
            return
        raise AssertionError("a server that is too old was accepted")


def check_tls(host, ca):
    with connect(host, tls=True, tlsCAFile=ca) as client:
        equal(client.shop.orders.find_one({"_id": 1})["number"], 1, "an order over TLS")


def main():
    given = json.load(sys.stdin)
    for name, check in [
        ("logins", lambda: check_logins(given["login"])),
        ("refusals", lambda: check_refusals(given["login"])),
        ("reads", lambda: check_reads(given["login"])),
        ("writes", lambda: check_writes(given["login"])),
        ("old server", lambda: check_old(given["old"])),
        ("TLS", lambda: check_tls(given["tls"], given["ca"])),
    ]:
        check()
        print(f"pymongo {pymongo.version}: {name}: passed", flush=True)


if __name__ == "__main__":
    main()
