{# The entities whose contracts declare how soon a day's rows are to be here, by way of the sources'
   meta: name, clock, latency_hours. #}
{% macro watched_entities() %}
    {%- set watched = [] -%}
    {%- if execute -%}
        {%- for source in graph.get("sources", {}).values() if source.config.meta -%}
            {%- do watched.append(dict(source.config.meta, name=source.name)) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(watched | sort(attribute="name")) }}
{% endmacro %}
