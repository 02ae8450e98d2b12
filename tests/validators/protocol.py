"""The official client of the Model Context Protocol against a built output: protocol.py PAMPHLET DIST"""
import asyncio
import json
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client


def plain(result):
    """A result as data, whatever the client calls its fields."""
    return result.model_dump(by_alias=True)


async def main(program, dist):
    async with stdio_client(StdioServerParameters(command=program, args=["mcp", dist])) as (read, write):
        async with ClientSession(read, write) as session:
            started = plain(await session.initialize())
            assert started["serverInfo"]["name"] == "pamphlet", started
            tools = [tool["name"] for tool in plain(await session.list_tools())["tools"]]
            assert tools == ["search", "get_page", "list_pages", "list_cards", "coverage"], tools
            pages = plain(await session.call_tool("list_pages", {}))["structuredContent"]["pages"]
            page = plain(await session.call_tool("get_page", {"page": pages[0]["page"]}))
            words = page["content"][0]["text"]
            word = max(words.split(), key=lambda word: len(word) if word.isalpha() else 0)
            hits = plain(await session.call_tool("search", {"query": word, "limit": 50}))["structuredContent"]["hits"]
            assert any(hit["page"] == pages[0]["page"] for hit in hits), (word, hits)
            cards = plain(await session.call_tool("list_cards", {}))
            assert not cards["isError"], cards
            coverage = plain(await session.call_tool("coverage", {}))["structuredContent"]["locales"]
            assert coverage and all("percent" in one["coverage"] for one in coverage), coverage
            missing = plain(await session.call_tool("get_page", {"page": "../manifest.json"}))
            assert missing["isError"], missing
            resources = plain(await session.list_resources())["resources"]
            read = plain(await session.read_resource(resources[0]["uri"]))
            assert read["contents"][0]["text"], read
            try:
                await session.call_tool("delete", {})
            except Exception as error:
                print(f"refused: {error}")
            else:
                raise AssertionError("a tool that is none was called")
            print(json.dumps({"tools": len(tools), "resources": len(resources), "hits": len(hits)}))


asyncio.run(main(sys.argv[1], sys.argv[2]))
