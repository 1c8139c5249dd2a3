"""The engines and instruments that frames are tried with."""

import importlib.util
import os
import shutil
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from careerplan_cli.model.instrument import Instrument
from careerplan_cli.pack.content_pack import ContentPack
from frames.engines import ENGINES, Engine, spark_engine

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SPARK = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",  # short runs: half the time
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.python.sql.dataFrameDebugging.enabled": "false",
    "spark.sql.adaptive.enabled": "false",
    # Without this rule small tables are computed as large ones are, not by the planner alone.
    "spark.sql.optimizer.excludedRules": (
        "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation"
    ),
    "spark.sql.shuffle.partitions": "1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@pytest.fixture(scope="session")
def spark() -> "Iterator[SparkSession]":
    """A session on this machine, for all tests; skip without Spark, or fail if all are required."""
    found = {"pyspark": importlib.util.find_spec("pyspark"), "java": shutil.which("java")}
    for name in (name for name, place in found.items() if not place):
        if os.environ.get("CAREERPLAN_REQUIRE_ALL"):
            pytest.fail(f"{name} is not installed, and CAREERPLAN_REQUIRE_ALL asks for it.")
        pytest.skip(f"{name} is not installed")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("careerplan")
    for name, value in SPARK.items():
        builder = builder.config(name, value)
    interrupted = signal.getsignal(signal.SIGINT)
    session = builder.getOrCreate()
    signal.signal(signal.SIGINT, interrupted)  # Spark puts its own in the place
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="session", params=[*ENGINES, pytest.param("PySpark", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "PySpark":
        return spark_engine(request.getfixturevalue("spark"))
    return ENGINES[request.param]


@pytest.fixture(scope="session")
def checklist(pack: ContentPack) -> Instrument:
    return pack.instrument("checklist")
