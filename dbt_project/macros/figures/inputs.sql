{# What figures can need of a run, as the facts' `config.meta.inputs` define it: the name, the fact's
   rows that hold it, and what readers are told where there are none. #}
{% macro published_inputs(relation=none) %}
    {%- set inputs = [] -%}
    {%- if execute -%}
        {%- for node in graph.get("nodes", {}).values() -%}
            {%- if relation is none or node.get("alias") == relation.identifier -%}
                {%- do inputs.extend(node.config.get("meta", {}).get("inputs", [])) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(inputs) }}
{% endmacro %}
